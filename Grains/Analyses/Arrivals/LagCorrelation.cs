using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Correlations of the pairs (previous value, value) of a series, from exact sums. For each value, the index of its previous value is
/// given, or −1 where there is none and the value ends no pair. A value is the previous one of at most one other.
/// </summary>
internal static class LagCorrelation
{
    private const byte Ends = 1;
    private const byte Begins = 2;

    /// <summary>Pearson's coefficient.</summary>
    /// <param name="series">Values ≥ 0, none missing.</param>
    /// <param name="previous">For each value, the index of its previous value, or −1.</param>
    public static Correlation Pearson(ReadOnlySpan<long> series, ReadOnlySpan<int> previous) => Sums(series, previous).Correlate();

    /// <summary>The sums of the pairs. Pearson's coefficient is made of them.</summary>
    /// <param name="series">Values ≥ 0, none missing.</param>
    /// <param name="previous">For each value, the index of its previous value, or −1.</param>
    public static PairSums Sums(ReadOnlySpan<long> series, ReadOnlySpan<int> previous) =>
        PairSums.Of(series, series, previous, PairSums.Highest(series));

    /// <summary>
    /// Spearman's coefficient: Pearson's coefficient of the ranks. Equal values share the mean of their ranks (Spearman 1904; Kendall 1945
    /// for ties).
    /// </summary>
    /// <param name="ordered">The series in ascending order.</param>
    /// <param name="previous">For each value of the series, the index of its previous value, or −1.</param>
    public static Correlation Spearman(StableOrder ordered, ReadOnlySpan<int> previous)
    {
        using var scratch = new Scratch();
        var roles = Roles(previous, scratch);
        var x = scratch.Rent<uint>(previous.Length);
        var y = scratch.Rent<uint>(previous.Length);
        var (sorted, order) = ordered;
        uint belowX = 0, belowY = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            uint countX = 0, countY = 0;
            for (to = from; to < sorted.Length && sorted[to] == sorted[from]; to++)
            {
                countX += (uint)(roles[order[to]] / Begins);
                countY += (uint)(roles[order[to]] & Ends);
            }

            // Twice the mean of the ranks below + 1 … below + count is whole, so that sums stay exact. It fits, because no series is longer
            // than 2³¹.
            for (var k = from; k < to; k++)
            {
                x[order[k]] = (2 * belowX) + countX + 1;
                y[order[k]] = (2 * belowY) + countY + 1;
            }

            belowX += countX;
            belowY += countY;
        }

        return PairSums.Of<uint>(x, y, previous, 2UL * (ulong)previous.Length).Correlate();
    }

    // For each value, whether it is the later one of a pair, and whether it is the earlier one of another.
    private static Span<byte> Roles(ReadOnlySpan<int> previous, Scratch scratch)
    {
        var roles = scratch.Rent<byte>(previous.Length, 0);
        for (var i = 0; i < previous.Length; i++)
        {
            if (previous[i] < 0) continue;
            roles[i] |= Ends;
            roles[previous[i]] |= Begins;
        }

        return roles;
    }
}
