using System.Buffers;
using System.Runtime.InteropServices;

namespace LlmWorkload.Figures;

/// <summary>
/// Encodes a drawn page as PNG. A figure has few hues, and their edges make shades: a pixel becomes a place in a palette of at most 256
/// colours. Where no palette comes near enough to all colours, they are written as they are.
/// </summary>
internal static class PngEncoder
{
    private const int LargestPage = 64 << 20;
    private const int SamplesOfTrue = 3;

    // The shared pool keeps arrays for every thread.
    private static readonly ArrayPool<byte> Rooms = ArrayPool<byte>.Create(LargestPage, Environment.ProcessorCount);

    /// <summary>Encodes opaque pixels.</summary>
    /// <param name="pixels">Rows from top to bottom, each pixel as blue, green, red and an opacity, which must be full.</param>
    /// <param name="width">Pixels of a row, at least 1 and at most 65,535.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>The bytes of the file, the same for the same pixels.</returns>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        var page = MemoryMarshal.Cast<byte, uint>(pixels)[..(width * height)];
        using var changes = new PageChanges(page, width, ColourPalette.MostColours);
        var palette = ColourPalette.Of(changes.Colours, out var places);
        var rowBytes = 1 + (palette is null ? SamplesOfTrue * width : width);
        var rented = Rooms.Rent(rowBytes * height);
        var room = Rooms.Rent(PngFile.MostBytes(rowBytes * height));
        try
        {
            var rows = rented.AsSpan(0, rowBytes * height);
            if (palette is null) WriteTrue(page, width, rows);
            else changes.WriteUp(places, rows);
            return PngFile.Write(width, height, palette?.Samples(), rows, room);
        }
        finally
        {
            Rooms.Return(rented);
            Rooms.Return(room);
        }
    }

    private static void WriteTrue(ReadOnlySpan<uint> page, int width, Span<byte> rows)
    {
        ReadOnlySpan<byte> above = new byte[4 * width];
        for (; page.Length > 0; page = page[width..])
        {
            var row = MemoryMarshal.AsBytes(page[..width]);
            rows[0] = PngFile.Up;
            for (var x = 0; x < width; x++)
            {
                // A file has red first.
                for (var sample = 0; sample < SamplesOfTrue; sample++)
                    rows[(SamplesOfTrue * (x + 1)) - sample] = (byte)(row[(4 * x) + sample] - above[(4 * x) + sample]);
            }

            rows = rows[(1 + (SamplesOfTrue * width))..];
            above = row;
        }
    }
}
