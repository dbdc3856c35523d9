using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// Correlations of the pairs (previous value, value) of a series, from exact sums. Which value is the previous one is given for each: an index into
/// the series, or −1 where there is none and the value ends no pair.
/// </summary>
public static class LagCorrelation
{
    /// <summary>Pearson's coefficient.</summary>
    /// <param name="series">Values ≥ 0, none missing.</param>
    /// <param name="previous">The previous of each.</param>
    public static Correlation Pearson(ReadOnlySpan<long> series, ReadOnlySpan<int> previous)
    {
        var sums = new PairSums(series);
        for (var i = 0; i < series.Length; i++)
        {
            if (previous[i] >= 0) sums.Add((ulong)series[previous[i]], (ulong)series[i]);
        }

        return sums.Correlate();
    }

    /// <summary>Spearman's coefficient: Pearson's of the ranks, equal values sharing the mean of their ranks (Spearman 1904; Kendall 1945 for ties).</summary>
    /// <param name="places">The place of each value of the series among its distinct values, 0 … <paramref name="distinct"/> − 1.</param>
    /// <param name="distinct">Number of distinct values.</param>
    /// <param name="previous">The previous of each.</param>
    public static Correlation Spearman(ReadOnlySpan<int> places, int distinct, ReadOnlySpan<int> previous)
    {
        // Twice a rank is whole, so that the sums stay exact; it fits, because no series is longer than 2³¹.
        var (x, y) = (new uint[distinct], new uint[distinct]);
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] < 0) continue;
            x[places[previous[i]]]++;
            y[places[i]]++;
        }

        DoubleRanks(x);
        DoubleRanks(y);
        var sums = new PairSums(2L * places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] >= 0) sums.Add(x[places[previous[i]]], y[places[i]]);
        }

        return sums.Correlate();
    }

    // Turns how often each distinct value occurs into twice the rank that its occurrences share: ranks are below + 1 … below + count.
    private static void DoubleRanks(Span<uint> counts)
    {
        var below = 0u;
        foreach (ref var each in counts)
        {
            var count = each;
            each = (2 * below) + count + 1;
            below += count;
        }
    }

    /// <summary>Exact sums of pairs and their products, gathered in 128 bits and emptied into whole numbers of any size before they can overflow.</summary>
    private ref struct PairSums
    {
        private readonly long _most;
        private long _pairs;
        private long _open;
        private UInt128 _x, _y, _xx, _yy, _xy;
        private BigInteger _sumX, _sumY, _sumXX, _sumYY, _sumXY;

        public PairSums(long highest)
        {
            var bits = 64 - BitOperations.LeadingZeroCount((ulong)highest);
            _most = 1L << Math.Min(62, 128 - (2 * bits));
        }

        public PairSums(ReadOnlySpan<long> values)
            : this(Highest(values))
        {
        }

        public void Add(ulong x, ulong y)
        {
            _x += x;
            _y += y;
            _xx += Math.BigMul(x, x);
            _yy += Math.BigMul(y, y);
            _xy += Math.BigMul(x, y);
            if (++_open == _most) Empty();
        }

        public Correlation Correlate()
        {
            Empty();
            return Correlation.Of(_pairs, _sumX, _sumY, _sumXX, _sumYY, _sumXY);
        }

        private void Empty()
        {
            _pairs += _open;
            _sumX += _x;
            _sumY += _y;
            _sumXX += _xx;
            _sumYY += _yy;
            _sumXY += _xy;
            _open = 0;
            _x = _y = _xx = _yy = _xy = 0;
        }

        private static long Highest(ReadOnlySpan<long> values)
        {
            var highest = 0L;
            foreach (var value in values) highest = Math.Max(highest, value);
            return highest;
        }
    }
}
