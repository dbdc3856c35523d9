using System.Numerics;
using System.Runtime.InteropServices;
using LlmWorkload.Analyses;

namespace LlmWorkload.Kernels;

/// <summary>The standard statistics of distributions.</summary>
internal static class Summaries
{
    /// <summary>Statistics of whole numbers, from exact sums.</summary>
    /// <param name="map">The distribution.</param>
    /// <param name="unit">What the values are divided by in the result: 10,000,000 turns ticks into seconds.</param>
    public static Statistics Of(FrequencyMap map, double unit = Units.One) =>
        map.N == 0 ? Statistics.None : Of(ExactSums.Of(map), OrderStatistics.Of(map), unit);

    /// <summary>
    /// Statistics of a column in any order, without the missing values. They equal those of its distribution, and nothing is sorted.
    /// </summary>
    /// <param name="column">Values ≥ 0 or missing.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static Statistics Of(ReadOnlySpan<long> column, double unit = Units.One)
    {
        var buckets = ValueBuckets.Count(column);
        if (buckets.N == 0) return Statistics.None;
        var selection = new OrderSelection(buckets);
        return Of(ExactSums.Of(column), selection.Of(ValueBuckets.Pick(column, selection.Buckets)), unit);
    }

    /// <summary>Statistics of the whole numbers of several distributions together. They are read twice, and never all at hand.</summary>
    /// <param name="maps">The distributions.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static Statistics Of(IReadOnlyList<PackedFrequencies> maps, double unit = Units.One)
    {
        var runs = Runs.Of(maps);
        var sums = ExactSums.None;
        foreach (var run in runs.Each())
        {
            for (; !run.Values.IsEmpty; run.TakeAll()) sums += ExactSums.Of(run.Values, run.Counts);
        }

        if (sums.N == 0) return Statistics.None;
        var ranks = new RankReader(OrderStatistics.RanksOf(sums.N));
        for (var run = runs.Together(); !run.Values.IsEmpty; run.TakeAll()) ranks.Read(run.Values, run.Counts);
        return Of(sums, new OrderStatistics(sums.N, ranks.Ranks, ranks.Values()), unit);
    }

    /// <summary>Statistics of whole numbers in ascending order, none missing.</summary>
    /// <param name="sorted">The values.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static Statistics OfSorted(ReadOnlySpan<long> sorted, double unit = Units.One) =>
        sorted.IsEmpty ? Statistics.None : Of(ExactSums.Of(sorted), OrderStatistics.OfSorted(sorted), unit);

    /// <summary>
    /// Statistics of sums of whole numbers in ascending order: the mean and the deviation from exact sums, quantiles between the nearest
    /// decimals.
    /// </summary>
    public static Statistics OfSorted(ReadOnlySpan<Int128> sorted)
    {
        if (sorted.IsEmpty) return Statistics.None;
        if (sorted[0] >= long.MinValue && sorted[^1] <= long.MaxValue)
        {
            var small = new long[sorted.Length];
            for (var i = 0; i < small.Length; i++) small[i] = (long)sorted[i];
            return OfSorted(small);
        }

        var sums = ExactSums.None;
        var decimals = new double[sorted.Length];
        for (var i = 0; i < decimals.Length; i++)
        {
            BigInteger value = sorted[i];
            sums += new ExactSums(1, value, value * value);
            decimals[i] = WholeNumbers.Nearest(value);
        }

        Span<double> quantiles = stackalloc double[Quantiles.Standard.Length];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = Quantiles.OfSorted(decimals, Quantiles.Standard[i]);
        return Fill(sums.N, sums.Mean(), sums.Deviation(), decimals[0], decimals[^1], quantiles);
    }

    /// <summary>Statistics of whole numbers whose sums and order statistics are known.</summary>
    /// <param name="sums">Sums of at least one value.</param>
    /// <param name="order">Order statistics of the same values.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static Statistics Of(ExactSums sums, OrderStatistics order, double unit = Units.One)
    {
        Span<double> quantiles = stackalloc double[Quantiles.Standard.Length];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = order.Quantile(Quantiles.Standard[i]) / unit;
        return Fill(sums.N, sums.Mean() / unit, sums.Deviation() / unit, order.Least / unit, order.Greatest / unit, quantiles);
    }

    /// <summary>
    /// Statistics of decimals in ascending order. Sums are taken with compensation over the sorted values, so that the order of rows cannot
    /// show.
    /// </summary>
    public static Statistics OfSorted(ReadOnlySpan<double> sorted)
    {
        if (sorted.IsEmpty) return Statistics.None;
        CompensatedSum sum = default, squares = default;
        foreach (var value in sorted) sum.Add(value);
        var mean = sum.Value / sorted.Length;
        foreach (var value in sorted) squares.Add((value - mean) * (value - mean));
        var std = Math.Sqrt(squares.Value / sorted.Length);
        Span<double> quantiles = stackalloc double[Quantiles.Standard.Length];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = Quantiles.OfSorted(sorted, Quantiles.Standard[i]);
        return Fill(sorted.Length, mean, std, sorted[0], sorted[^1], quantiles);
    }

    /// <summary>
    /// As <see cref="OfSorted(ReadOnlySpan{double})"/>, of several distributions of the bits of decimals (see
    /// <see cref="DecimalFrequencies"/>) together. They are read twice, and never all at hand.
    /// </summary>
    public static Statistics OfDecimals(IReadOnlyList<PackedFrequencies> maps)
    {
        var runs = Runs.Of(maps);
        var n = maps.Sum(map => map.CountValues());
        if (n == 0) return Statistics.None;
        var ranks = new RankReader(OrderStatistics.RanksOf(n));
        var mean = Sum(runs.Together(), static value => value, ranks) / n;
        var std = Math.Sqrt(Sum(runs.Together(), value => (value - mean) * (value - mean)) / n);
        var order = new OrderStatistics(n, ranks.Ranks, ranks.Values());
        Span<double> quantiles = stackalloc double[Quantiles.Standard.Length];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = order.DecimalQuantile(Quantiles.Standard[i]);
        var (least, greatest) = (BitConverter.Int64BitsToDouble(order.Least), BitConverter.Int64BitsToDouble(order.Greatest));
        return Fill(n, mean, std, least, greatest, quantiles);
    }

    private static double Sum(Run run, Func<double, double> term, RankReader? ranks = null)
    {
        CompensatedSum sum = default;
        for (; !run.Values.IsEmpty; run.TakeAll())
        {
            var values = MemoryMarshal.Cast<long, double>(run.Values);
            var counts = run.Counts;
            for (var i = 0; i < values.Length; i++)
            {
                var each = term(values[i]);
                for (var left = counts.IsEmpty ? 1 : counts[i]; left > 0; left--) sum.Add(each);
            }

            ranks?.Read(run.Values, counts);
        }

        return sum.Value;
    }

    private static Statistics Fill(long n, double mean, double std, double min, double max, ReadOnlySpan<double> quantiles) => new()
    {
        N = n,
        Mean = mean,
        Std = std,
        Min = min,
        P1 = quantiles[0],
        P5 = quantiles[1],
        P10 = quantiles[2],
        P25 = quantiles[3],
        Median = quantiles[4],
        P75 = quantiles[5],
        P90 = quantiles[6],
        P95 = quantiles[7],
        P99 = quantiles[8],
        P99_9 = quantiles[9],
        Max = max,
    };
}
