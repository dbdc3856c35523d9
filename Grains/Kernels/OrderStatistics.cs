namespace LlmWorkload.Kernels;

/// <summary>
/// The values of some ranks of a distribution: those between which the standard quantiles lie, the least and the greatest.
/// </summary>
/// <param name="N">Number of values of the distribution; at least 1.</param>
/// <param name="Ranks">The ranks, from 0, ascending.</param>
/// <param name="Values">The value of each, ascending.</param>
internal sealed record OrderStatistics(long N, long[] Ranks, long[] Values)
{
    /// <summary>The least value.</summary>
    public long Least => Values[0];

    /// <summary>The greatest value.</summary>
    public long Greatest => Values[^1];

    /// <summary>The ranks that are needed of <paramref name="n"/> values, ascending, each once.</summary>
    public static long[] RanksOf(long n)
    {
        var ranks = new SortedSet<long> { 0, n - 1 };
        foreach (var p in Quantiles.Standard)
        {
            var (index, fraction) = Quantiles.Position(p, n);
            ranks.Add(index);
            if (fraction > 0) ranks.Add(index + 1);
        }

        return [.. ranks];
    }

    /// <summary>The order statistics of values in ascending order, at least one.</summary>
    public static OrderStatistics OfSorted(ReadOnlySpan<long> sorted)
    {
        var ranks = RanksOf(sorted.Length);
        var values = new long[ranks.Length];
        for (var i = 0; i < values.Length; i++) values[i] = sorted[(int)ranks[i]];
        return new OrderStatistics(sorted.Length, ranks, values);
    }

    /// <summary>The order statistics of a distribution of at least one value.</summary>
    public static OrderStatistics Of(FrequencyMap map)
    {
        var ranks = RanksOf(map.N);
        return new OrderStatistics(map.N, ranks, map.At(ranks));
    }

    /// <summary>One of <see cref="Quantiles.Standard"/>.</summary>
    public double Quantile(double p) => Quantile(p, static value => value);

    /// <summary>The same, where the values are the bits of decimals; see <see cref="DecimalFrequencies"/>.</summary>
    public double DecimalQuantile(double p) => Quantile(p, BitConverter.Int64BitsToDouble);

    private double Quantile(double p, Func<long, double> decimalOf)
    {
        var (index, fraction) = Quantiles.Position(p, N);
        var low = decimalOf(At(index));
        return fraction == 0 ? low : low + ((decimalOf(At(index + 1)) - low) * fraction);
    }

    private long At(long rank) => Values[Array.BinarySearch(Ranks, rank)];
}
