using System.Numerics;
using LlmWorkload.Analyses;

namespace LlmWorkload.Kernels;

/// <summary>The standard statistics of distributions.</summary>
public static class Summaries
{
    /// <summary>Statistics of whole numbers, from exact sums.</summary>
    /// <param name="map">The distribution.</param>
    /// <param name="unit">How many make one in the result: ticks of a second are divided by 10,000,000.</param>
    public static Statistics Of(FrequencyMap map, double unit = Units.One)
    {
        if (map.N == 0) return Statistics.None;
        var (sum, squares) = Sums(map);
        var mean = (double)sum / map.N / unit;
        var std = Math.Sqrt((double)(squares * map.N - sum * sum)) / map.N / unit;
        var quantiles = new QuantileWalk(map, unit);
        return Fill(map.N, mean, std, map.Values[0] / unit, map.Values[^1] / unit, quantiles.At);
    }

    /// <summary>Statistics of decimals in ascending order: sums are taken with compensation over the sorted values, so that the order of rows cannot show.</summary>
    public static Statistics OfSorted(ReadOnlySpan<double> sorted)
    {
        if (sorted.IsEmpty) return Statistics.None;
        var values = sorted.ToArray();
        var mean = CompensatedSum(values, 0, squared: false) / values.Length;
        var std = Math.Sqrt(CompensatedSum(values, mean, squared: true) / values.Length);
        return Fill(values.Length, mean, std, values[0], values[^1], p => Quantiles.OfSorted(values, p));
    }

    // The exact sums of the values and of their squares.
    private static (BigInteger Sum, BigInteger Squares) Sums(FrequencyMap map)
    {
        // Below these bounds 128 bits hold every sum: 2 · 42 bits of a square, 42 of the count. Ticks of five days pass, and token counts by far.
        const long bound = 1L << 42;
        var fits = map.N < bound && map.Values[0] > -bound && map.Values[^1] < bound;
        return fits ? SmallSums(map) : LargeSums(map);
    }

    private static (BigInteger Sum, BigInteger Squares) SmallSums(FrequencyMap map)
    {
        Int128 sum = 0, squares = 0;
        for (var i = 0; i < map.Values.Length; i++)
        {
            var product = (Int128)map.Values[i] * map.Counts[i];
            sum += product;
            squares += product * map.Values[i];
        }

        return (sum, squares);
    }

    private static (BigInteger Sum, BigInteger Squares) LargeSums(FrequencyMap map)
    {
        BigInteger sum = 0, squares = 0;
        for (var i = 0; i < map.Values.Length; i++)
        {
            var product = (BigInteger)map.Values[i] * map.Counts[i];
            sum += product;
            squares += product * map.Values[i];
        }

        return (sum, squares);
    }

    private static Statistics Fill(long n, double mean, double std, double min, double max, Func<double, double> quantile) => new()
    {
        N = n,
        Mean = mean,
        Std = std,
        Min = min,
        P1 = quantile(0.01),
        P5 = quantile(0.05),
        P10 = quantile(0.1),
        P25 = quantile(0.25),
        Median = quantile(0.5),
        P75 = quantile(0.75),
        P90 = quantile(0.9),
        P95 = quantile(0.95),
        P99 = quantile(0.99),
        P99_9 = quantile(0.999),
        Max = max,
    };

    // Neumaier's variant of Kahan summation (Neumaier 1974), of the values or of their squared distances from a centre.
    private static double CompensatedSum(double[] values, double centre, bool squared)
    {
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var term = squared ? (value - centre) * (value - centre) : value;
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return sum + lost;
    }

    /// <summary>Quantiles asked in ascending order, by one walk over the counts.</summary>
    private sealed class QuantileWalk(FrequencyMap map, double unit)
    {
        private int _at;
        private long _through = map.Counts[0];

        public double At(double p)
        {
            var (index, fraction) = Quantiles.Position(p, map.N);
            while (_through <= index) _through += map.Counts[++_at];
            var low = map.Values[_at];
            var high = index + 1 < _through || fraction == 0 ? low : map.Values[_at + 1];
            return (low + (high - (double)low) * fraction) / unit;
        }
    }
}
