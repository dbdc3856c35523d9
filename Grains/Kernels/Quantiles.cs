namespace LlmWorkload.Kernels;

/// <summary>Quantiles by linear interpolation between order statistics at position p·(n−1) (Hyndman and Fan 1996, type 7).</summary>
internal static class Quantiles
{
    /// <summary>The quantiles of the standard statistics, ascending.</summary>
    public static ReadOnlySpan<double> Standard => [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

    /// <summary>The order statistic below the position, and the fraction of the way to the next.</summary>
    public static (long Index, double Fraction) Position(double p, long n)
    {
        var position = p * (n - 1);
        var index = (long)Math.Floor(position);
        return (index, position - index);
    }

    /// <summary>A quantile of whole numbers in ascending order, at least one.</summary>
    public static double OfSorted(ReadOnlySpan<long> sorted, double p)
    {
        var (index, fraction) = Position(p, sorted.Length);
        var low = (double)sorted[(int)index];
        return fraction == 0 ? low : low + ((sorted[(int)index + 1] - low) * fraction);
    }

    /// <summary>A quantile of decimals in ascending order; NaN where there are none.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty) return double.NaN;
        var (index, fraction) = Position(p, sorted.Length);
        var low = sorted[(int)index];
        return fraction == 0 ? low : low + (sorted[(int)index + 1] - low) * fraction;
    }
}
