using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>
/// Statistics of values that have weights. A quantile is the value at which the weights up to it come to that share of all weights, as in
/// the cumulative distributions of ServeGen (arXiv 2505.09999); it lies never between two values.
/// </summary>
internal static class WeightedStatistics
{
    private const int Whole = 1_000;

    /// <summary>The statistics.</summary>
    /// <param name="ascending">Values with their weights, ascending by value, then by weight.</param>
    public static Statistics Of(ReadOnlySpan<(double Value, long Weight)> ascending)
    {
        if (ascending.IsEmpty) return Statistics.None;
        Int128 weights = 0;
        CompensatedSum sum = default, squares = default;
        foreach (var (value, weight) in ascending)
        {
            weights += weight;
            sum.Add(weight * value);
        }

        var mean = sum.Value / (double)weights;
        foreach (var (value, weight) in ascending) squares.Add(weight * (value - mean) * (value - mean));
        return new Statistics
        {
            N = ascending.Length,
            Mean = mean,
            Std = Math.Sqrt(squares.Value / (double)weights),
            Min = ascending[0].Value,
            P1 = Quantile(ascending, weights, 10),
            P5 = Quantile(ascending, weights, 50),
            P10 = Quantile(ascending, weights, 100),
            P25 = Quantile(ascending, weights, 250),
            Median = Quantile(ascending, weights, 500),
            P75 = Quantile(ascending, weights, 750),
            P90 = Quantile(ascending, weights, 900),
            P95 = Quantile(ascending, weights, 950),
            P99 = Quantile(ascending, weights, 990),
            P99_9 = Quantile(ascending, weights, 999),
            Max = ascending[^1].Value,
        };
    }

    private static double Quantile(ReadOnlySpan<(double Value, long Weight)> ascending, Int128 weights, int thousandths)
    {
        Int128 upTo = 0;
        foreach (var (value, weight) in ascending)
        {
            upTo += weight;
            if (Whole * upTo >= thousandths * weights) return value;
        }

        return ascending[^1].Value;
    }
}
