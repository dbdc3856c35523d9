namespace LlmWorkload.Comparison;

/// <summary>
/// The population stability index: how much of side B lies between the tenths of side A, against a tenth each. Σ(q − p)·ln(q/p) over bins,
/// where shares below 0.0001 count as 0.0001.
/// </summary>
internal static class PopulationStability
{
    private const double LeastShare = 0.0001;

    /// <summary>The index of two sides with at least one value each.</summary>
    public static double Of(ComparedDistribution distribution, ValueDistribution a, ValueDistribution b)
    {
        var (p, q) = distribution.HasDecimals ? Decimals(a, b) : Whole(a, b);
        var sum = 0.0;
        for (var bin = 0; bin < p.Length; bin++)
        {
            var (ofA, ofB) = (Math.Max((double)p[bin] / a.N, LeastShare), Math.Max((double)q[bin] / b.N, LeastShare));
            sum += (ofB - ofA) * Math.Log(ofB / ofA);
        }

        return sum;
    }

    // Ten times an edge is a whole number, and is compared with ten times a value.
    private static (long[] A, long[] B) Whole(ValueDistribution a, ValueDistribution b)
    {
        Int128[] edges = [.. Enumerable.Range(1, 9).Select(a.Tenth)
            .Select(tenth => ((Int128)tenth.Low * (10 - tenth.Tenths)) + ((Int128)tenth.High * tenth.Tenths)).Distinct()];
        return (Counted(a, edges, static value => (Int128)value * 10), Counted(b, edges, static value => (Int128)value * 10));
    }

    private static (long[] A, long[] B) Decimals(ValueDistribution a, ValueDistribution b)
    {
        double[] edges = [.. Enumerable.Range(1, 9).Select(a.Tenth).Select(Edge).Distinct()];
        return (Counted(a, edges, BitConverter.Int64BitsToDouble), Counted(b, edges, BitConverter.Int64BitsToDouble));
    }

    private static double Edge((long Low, long High, int Tenths) tenth)
    {
        var low = BitConverter.Int64BitsToDouble(tenth.Low);
        return tenth.Tenths == 0 || tenth.Low == tenth.High
            ? low
            : ((low * (10 - tenth.Tenths)) + (BitConverter.Int64BitsToDouble(tenth.High) * tenth.Tenths)) / 10;
    }

    // A value's bin is the number of edges below it. Values ascend, and so do edges.
    private static long[] Counted<T>(ValueDistribution of, T[] edges, Func<long, T> scale)
        where T : IComparable<T>
    {
        var counts = new long[edges.Length + 1];
        var values = of.Map.Values;
        var frequencies = of.Map.Counts;
        var bin = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (bin < edges.Length)
            {
                var value = scale(values[i]);
                while (bin < edges.Length && edges[bin].CompareTo(value) < 0) bin++;
            }

            counts[bin] += frequencies[i];
        }

        return counts;
    }
}
