using System.Buffers.Binary;
using System.Diagnostics;

namespace LlmWorkload.Segments;

/// <summary>Numbers of a fixed width of 0–64 bits one after another, lowest bit first.</summary>
internal static class BitPacking
{
    /// <summary>Bytes beyond the packed ones that <see cref="Pack"/> may overwrite.</summary>
    public const int Slack = sizeof(ulong);

    // A number that starts at any bit of a byte and is at most this wide lies within one 64-bit load.
    private const int WidestInOneLoad = 57;

    public static int SizeOf(int count, int width) => (int)(((long)count * width + 7) >> 3);

    public static ulong Mask(int width) => width == 64 ? ulong.MaxValue : (1UL << width) - 1;

    /// <summary>Packs the lowest <paramref name="width"/> bits of every value.</summary>
    public static void Pack(ReadOnlySpan<ulong> values, int width, Span<byte> destination)
    {
        if (width == 0)
            return;
        var mask = Mask(width);
        ulong pending = 0;
        var filled = 0;
        var offset = 0;
        foreach (var value in values)
        {
            var bits = value & mask;
            pending |= bits << filled;
            filled += width;
            if (filled < 64)
                continue;
            BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], pending);
            offset += sizeof(ulong);
            filled -= 64;
            pending = filled == 0 ? 0 : bits >> (width - filled);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], pending);
    }

    /// <summary>Unpacks as many values as <paramref name="destination"/> holds; <paramref name="source"/> may go on beyond them.</summary>
    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<ulong> destination)
    {
        Debug.Assert(source.Length >= SizeOf(destination.Length, width), "The caller checks the length.");
        if (width == 0)
        {
            destination.Clear();
            return;
        }

        if (width > WidestInOneLoad)
        {
            UnpackWide(source, width, destination);
            return;
        }

        var direct = CountOfDirectLoads(source.Length, width, destination.Length);
        UnpackNarrow(source, width, 0, destination[..direct]);
        if (direct < destination.Length)
            UnpackLast(source, width, direct, destination[direct..]);
    }

    private static int CountOfDirectLoads(int sourceLength, int width, int count)
    {
        if (sourceLength < sizeof(ulong))
            return 0;
        var lastStart = (long)(sourceLength - sizeof(ulong)) * 8 + 7;
        return (int)Math.Min(count, lastStart / width + 1);
    }

    private static void UnpackNarrow(ReadOnlySpan<byte> source, int width, int firstBit, Span<ulong> destination)
    {
        var mask = Mask(width);
        var bit = firstBit;
        for (var i = 0; i < destination.Length; i++, bit += width)
            destination[i] = (BinaryPrimitives.ReadUInt64LittleEndian(source[(bit >> 3)..]) >> (bit & 7)) & mask;
    }

    // The last values are too near the end for a whole load. They are read from a copy with room behind it.
    private static void UnpackLast(ReadOnlySpan<byte> source, int width, int first, Span<ulong> destination)
    {
        Span<byte> copy = stackalloc byte[4 * sizeof(ulong)];
        var bit = first * width;
        var tail = source[(bit >> 3)..];
        tail[..Math.Min(tail.Length, 2 * sizeof(ulong))].CopyTo(copy);
        UnpackNarrow(copy, width, bit & 7, destination);
    }

    private static void UnpackWide(ReadOnlySpan<byte> source, int width, Span<ulong> destination)
    {
        Span<byte> window = stackalloc byte[2 * sizeof(ulong)];
        var mask = Mask(width);
        var bit = 0;
        for (var i = 0; i < destination.Length; i++, bit += width)
        {
            var here = source[(bit >> 3)..];
            window.Clear();
            here[..Math.Min(here.Length, window.Length)].CopyTo(window);
            var word = BinaryPrimitives.ReadUInt128LittleEndian(window) >> (bit & 7);
            destination[i] = (ulong)word & mask;
        }
    }
}
