using System.Numerics;

namespace LlmWorkload.Segments;

/// <summary>One bit a row, lowest bit first; the bits behind the last row are zero.</summary>
internal static class Bitmap
{
    public static int SizeOf(int rows) => (int)(((long)rows + 7) >> 3);

    public static void Set(Span<byte> bitmap, int row) => bitmap[row >> 3] |= (byte)(1 << (row & 7));

    public static bool Has(ReadOnlySpan<byte> bitmap, int row) => (bitmap[row >> 3] >> (row & 7) & 1) != 0;

    /// <summary>How many rows have their bit set.</summary>
    public static int Count(ReadOnlySpan<byte> bitmap, int rows)
    {
        if ((rows & 7) != 0 && bitmap[^1] >> (rows & 7) != 0)
            throw Damage.Of("a bitmap has bits behind its last row");
        var count = 0;
        foreach (var bits in bitmap)
            count += BitOperations.PopCount(bits);
        return count;
    }
}
