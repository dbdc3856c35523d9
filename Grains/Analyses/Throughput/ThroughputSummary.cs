using LlmWorkload.Analyses;

namespace LlmWorkload.Kernels;

/// <summary>The standard statistics of values that repeat: each run counts once for every second of it.</summary>
internal static class ThroughputSummary
{
    /// <summary>
    /// Statistics over all seconds, idle ones included. Sums are taken over sorted values with compensation (Neumaier 1974); the deviation
    /// divides by n; quantiles as in <see cref="Quantiles"/>.
    /// </summary>
    public static Statistics Of(ThroughputRuns runs)
    {
        if (runs.Seconds == 0) return Statistics.None;
        var (values, counts) = Sorted(runs);
        double n = runs.Seconds;
        var mean = Sum(values, counts, static (value, _) => value, 0) / n;
        var std = Math.Sqrt(Sum(values, counts, static (value, centre) => (value - centre) * (value - centre), mean) / n);
        var walk = new Walk(values, counts, runs.Seconds);
        return new Statistics
        {
            N = runs.Seconds,
            Mean = mean,
            Std = std,
            Min = counts[0] > 0 ? 0 : values[1],
            P1 = walk.At(0.01),
            P5 = walk.At(0.05),
            P10 = walk.At(0.1),
            P25 = walk.At(0.25),
            Median = walk.At(0.5),
            P75 = walk.At(0.75),
            P90 = walk.At(0.9),
            P95 = walk.At(0.95),
            P99 = walk.At(0.99),
            P99_9 = walk.At(0.999),
            Max = values[^1],
        };
    }

    // First 0 and the idle seconds, which may be none; then the other values, ascending, and the seconds of each.
    private static (double[] Values, long[] Counts) Sorted(ThroughputRuns runs)
    {
        var idle = 0;
        for (var run = 0; run < runs.Count; run++) idle += runs[run].Value == 0 ? 1 : 0;
        var values = new double[1 + runs.Count - idle];
        var counts = new long[values.Length];
        var n = 1;
        for (var run = 0; run < runs.Count; run++)
        {
            var (value, seconds) = runs[run];
            var at = value == 0 ? 0 : n++;
            values[at] = value;
            counts[at] += seconds;
        }

        Array.Sort(values, counts, 1, n - 1);
        return (values, counts);
    }

    private static double Sum(double[] values, long[] counts, Func<double, double, double> term, double centre)
    {
        double sum = 0, lost = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var added = term(values[i], centre) * counts[i];
            var next = sum + added;
            lost += Math.Abs(sum) >= Math.Abs(added) ? sum - next + added : added - next + sum;
            sum = next;
        }

        return sum + lost;
    }

    /// <summary>Quantiles asked in ascending order, by one walk over the counts.</summary>
    private sealed class Walk(double[] values, long[] counts, long n)
    {
        private int _at;
        private long _through = counts[0];

        public double At(double p)
        {
            var (index, fraction) = Quantiles.Position(p, n);
            while (_through <= index) _through += counts[++_at];
            var low = values[_at];
            var high = index + 1 < _through || fraction == 0 ? low : values[_at + 1];
            return low + (high - low) * fraction;
        }
    }
}
