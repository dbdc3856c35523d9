using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmWorkload.Figures;

/// <summary>The filter "Up" of PNG: a row as its differences from the row above, which are zeros wherever a drawing is flat.</summary>
internal static class UpFilter
{
    /// <summary>Bytes of a pixel before it is filtered: red, green, blue, and one that is left out.</summary>
    public const int PixelBytes = 4;

    private const byte Up = 2;
    private const int SampleBytes = 3;

    // The last four take bytes that the next store overwrites.
    private static readonly Vector128<byte> s_samples = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);

    /// <summary>Bytes that <see cref="Apply"/> may write for a row.</summary>
    public static int RoomFor(int rowBytes) => 1 + (rowBytes / PixelBytes * SampleBytes) + Vector128<byte>.Count;

    /// <summary>Filters a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, as long.</param>
    /// <param name="filtered">At least <see cref="RoomFor"/>; gets the filter's number and three bytes a pixel.</param>
    /// <returns>How many bytes those are.</returns>
    public static int Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered)
    {
        filtered[0] = Up;
        var rows = MemoryMarshal.Cast<byte, Vector128<byte>>(row);
        var aboves = MemoryMarshal.Cast<byte, Vector128<byte>>(above);
        int at = 1;
        for (int i = 0; i < rows.Length; i++)
        {
            Vector128.Shuffle(rows[i] - aboves[i], s_samples).CopyTo(filtered[at..]);
            at += Vector128<byte>.Count / PixelBytes * SampleBytes;
        }
        int done = rows.Length * Vector128<byte>.Count;
        return at + Plain(row[done..], above[done..], filtered[at..]);
    }

    /// <summary>Filters pixels one by one.</summary>
    internal static int Plain(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered)
    {
        int at = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (i % PixelBytes < SampleBytes) filtered[at++] = (byte)(row[i] - above[i]);
        }
        return at;
    }
}
