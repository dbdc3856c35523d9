namespace LlmWorkload.Kernels;

/// <summary>
/// A Pareto tail of whole numbers, F(x) = 1 − (x/b)^(1−α) from b = xmin − ½ on. α is of maximum likelihood (Clauset, Shalizi and Newman,
/// SIAM Review 51 (2009) 661, eq. 3.7), xmin the candidate whose tail lies nearest to its law.
/// </summary>
/// <param name="Least">xmin, the least value of the tail.</param>
/// <param name="Alpha">α.</param>
/// <param name="N">How many values the tail has.</param>
/// <param name="Ks">The Kolmogorov–Smirnov distance of the tail, over all whole numbers.</param>
/// <param name="LogLikelihood">The logarithm of the likelihood of the tail alone: not to be compared with that of all values.</param>
/// <param name="Z">Vuong's statistic against an exponential law from b on; below 0 the tail is lighter than exponential.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.pareto-tail")]
internal sealed record ParetoTail(
    [property: Id(0)] long Least,
    [property: Id(1)] double Alpha,
    [property: Id(2)] long N,
    [property: Id(3)] double Ks,
    [property: Id(4)] double LogLikelihood,
    [property: Id(5)] double Z)
{
    private const long LeastValues = 100;
    private const int LeastDistinct = 10;
    private const int MostCandidates = 500;

    /// <summary>The standard error of <see cref="Alpha"/>.</summary>
    public double AlphaError => (Alpha - 1) / Math.Sqrt(N);

    /// <summary>The two-sided p-value of <see cref="Z"/>.</summary>
    public double P => GammaFunctions.Erfc(Math.Abs(Z) / Math.Sqrt(2));

    private double Border => Least - 0.5;

    /// <summary>Finds the tail.</summary>
    /// <param name="map">Whole numbers above 0.</param>
    /// <returns>Null where no value begins a tail that is long enough.</returns>
    public static ParetoTail? Of(FrequencyMap map)
    {
        var values = new Values(map);
        var candidates = Candidates(values);
        ParetoTail? best = null;
        for (var j = 0; j < Math.Min(candidates.Length, MostCandidates); j++)
        {
            var at = candidates.Length <= MostCandidates ? j : (int)((long)j * (candidates.Length - 1) / (MostCandidates - 1));
            var from = candidates[at];
            var tail = From(values, from);
            var distance = values.Distance(from, tail, best?.Ks ?? double.PositiveInfinity);
            if (best is null || distance < best.Ks) best = tail with { Ks = distance };
        }

        return best is null ? null : best with { Z = Vuong(map, best) };
    }

    /// <summary>The share of the tail at a whole number or above.</summary>
    /// <param name="x">The number; at least <see cref="Least"/>.</param>
    public double Above(double x) => Math.Pow((x - 0.5) / Border, 1 - Alpha);

    // The positions of the distinct values that may be xmin, ascending.
    private static int[] Candidates(Values values)
    {
        var least = Math.Max(LeastValues, (values.N + 99) / 100);
        var candidates = new List<int>();
        for (var i = 0; i <= values.X.Length - LeastDistinct && values.From[i] >= least; i++)
        {
            if (values.X[i] >= 2) candidates.Add(i);
        }

        return [.. candidates];
    }

    private static ParetoTail From(Values values, int from)
    {
        var border = values.X[from] - 0.5;
        var n = values.From[from];
        var logs = values.LogsFrom[from] - (n * Math.Log(border));
        var alpha = 1 + (n / logs);
        return new ParetoTail(values.X[from], alpha, n, 0, (n * Math.Log((alpha - 1) / border)) - (alpha * logs), 0);
    }

    // Over the tail the difference of the two laws' log-densities, its sum by its deviation.
    private static double Vuong(FrequencyMap map, ParetoTail tail)
    {
        var from = map.Values.BinarySearch(tail.Least);
        var (x, counts) = (map.Values[from..].ToArray(), map.Counts[from..].ToArray());
        var mean = (Sum(counts, i => x[i]) / tail.N) - tail.Border;
        var (atBorder, logOfMean) = (Math.Log((tail.Alpha - 1) / tail.Border), Math.Log(mean));
        var differences = Array.ConvertAll(
            x, value => atBorder - (tail.Alpha * Math.Log(value / tail.Border)) + logOfMean + ((value - tail.Border) / mean));
        var sum = Sum(counts, i => differences[i]);
        var average = sum / tail.N;
        var variance = Sum(counts, i => (differences[i] - average) * (differences[i] - average)) / tail.N;
        return sum / (Math.Sqrt(tail.N) * Math.Sqrt(variance));
    }

    private static double Sum(long[] counts, Func<int, double> term)
    {
        CompensatedSum sum = default;
        for (var i = 0; i < counts.Length; i++) sum.Add(counts[i] * term(i));
        return sum.Value;
    }

    /// <summary>The distinct values with what is asked of them for every candidate.</summary>
    private sealed class Values
    {
        private readonly double[] _above;
        private readonly double[] _below;

        public Values(FrequencyMap map)
        {
            X = map.Values.ToArray();
            N = map.N;
            _above = Array.ConvertAll(X, value => Math.Log(value + 0.5));
            _below = Array.ConvertAll(X, value => Math.Log(value - 0.5));
            From = new long[X.Length];
            LogsFrom = new double[X.Length];
            var counts = map.Counts;
            var n = 0L;
            CompensatedSum logs = default;
            for (var i = X.Length - 1; i >= 0; i--)
            {
                n += counts[i];
                logs.Add(counts[i] * Math.Log(X[i]));
                (From[i], LogsFrom[i]) = (n, logs.Value);
            }
        }

        public long[] X { get; }

        public long N { get; }

        // Per distinct value, how many values there are from it on, and the sum of their logarithms.
        public long[] From { get; }

        public double[] LogsFrom { get; }

        // Looks no further once the distance is at least one that another candidate has.
        public double Distance(int from, ParetoTail tail, double enough)
        {
            var (border, slope) = (Math.Log(tail.Border), 1 - tail.Alpha);
            var (most, before) = (0.0, 0.0);
            for (var i = from; i < X.Length && most < enough; i++)
            {
                var left = i + 1 < X.Length ? From[i + 1] : 0;
                var share = (double)(tail.N - left) / tail.N;
                var above = 1 - Math.Exp(slope * (_above[i] - border));
                var below = 1 - Math.Exp(slope * (_below[i] - border));
                most = Math.Max(most, Math.Max(Math.Abs(share - above), Math.Abs(before - below)));
                before = share;
            }

            return most;
        }
    }
}
