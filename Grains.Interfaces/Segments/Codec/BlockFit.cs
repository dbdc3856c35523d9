using System.Numerics;

namespace LlmWorkload.Segments;

/// <summary>
/// The width at which a block of residuals takes the fewest bytes. Narrower values are packed at this width. The few wider ones are
/// exceptions: their high bits stand apart ("patched" frame of reference; Zukowski and others, ICDE 2006).
/// </summary>
internal readonly record struct BlockFit(int Width, int HighWidth, int Exceptions, int Bytes)
{
    public const int MostExceptions = 127;

    private const int Widths = 65;

    /// <summary>The best width for these residuals.</summary>
    public static BlockFit Of(ReadOnlySpan<ulong> residuals)
    {
        // Two counters a width, used in turn: neighbours mostly have the same width, and a counter that was just written is slow to read.
        Span<int> countOfWidth = stackalloc int[2 * Widths];
        countOfWidth.Clear();
        var i = 0;
        for (; i + 1 < residuals.Length; i += 2)
        {
            countOfWidth[64 - BitOperations.LeadingZeroCount(residuals[i])]++;
            countOfWidth[Widths + 64 - BitOperations.LeadingZeroCount(residuals[i + 1])]++;
        }

        if (i < residuals.Length)
            countOfWidth[64 - BitOperations.LeadingZeroCount(residuals[i])]++;
        for (var width = 0; width < Widths; width++)
            countOfWidth[width] += countOfWidth[Widths + width];

        var widest = 64;
        while (widest > 0 && countOfWidth[widest] == 0)
            widest--;
        return Narrowest(countOfWidth, widest, residuals.Length);
    }

    /// <summary>Bytes of the exceptions alone: their high width, positions and high bits.</summary>
    public static int SizeOfExceptions(int exceptions, int highWidth) =>
        exceptions == 0 ? 0 : 1 + exceptions + BitPacking.SizeOf(exceptions, highWidth);

    private static BlockFit Narrowest(ReadOnlySpan<int> countOfWidth, int widest, int count)
    {
        var best = new BlockFit(widest, 0, 0, BitPacking.SizeOf(count, widest));
        var exceptions = 0;
        for (var width = widest - 1; width >= 0; width--)
        {
            exceptions += countOfWidth[width + 1];
            if (exceptions > MostExceptions || exceptions >= best.Bytes)
                break;
            var bytes = BitPacking.SizeOf(count, width) + SizeOfExceptions(exceptions, widest - width);
            if (bytes < best.Bytes)
                best = new BlockFit(width, widest - width, exceptions, bytes);
        }

        return best;
    }
}
