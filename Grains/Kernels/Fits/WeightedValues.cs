namespace LlmWorkload.Kernels;

/// <summary>
/// The values of a distribution as the fits need them. Every sum runs over the distinct values in ascending order with compensation, so
/// that the order of rows cannot show.
/// </summary>
internal sealed class WeightedValues
{
    private WeightedValues(double[] x, double[] logs, long[] counts)
    {
        (X, Logs, Counts) = (x, logs, counts);
        foreach (var count in counts) N += count;
        Mean = Sum(static (values, i) => values.X[i]) / N;
        MeanLog = Sum(static (values, i) => values.Logs[i]) / N;
        CompensatedSum squares = default;
        for (var i = 0; i < x.Length; i++) squares.Add(counts[i] * (logs[i] - MeanLog) * (logs[i] - MeanLog));
        DeviationOfLog = Math.Sqrt(squares.Value / N);
    }

    /// <summary>The distinct values, ascending.</summary>
    public double[] X { get; }

    /// <summary>The natural logarithm of each.</summary>
    public double[] Logs { get; }

    /// <summary>How often each occurs.</summary>
    public long[] Counts { get; }

    /// <summary>Number of values, repetitions counted.</summary>
    public long N { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>The mean of their logarithms.</summary>
    public double MeanLog { get; }

    /// <summary>The standard deviation of their logarithms, of the population.</summary>
    public double DeviationOfLog { get; }

    /// <summary>The values of a distribution.</summary>
    /// <param name="map">Whole numbers above 0, at least one.</param>
    /// <param name="unit">What they are divided by.</param>
    public static WeightedValues Of(FrequencyMap map, double unit = Units.One)
    {
        var x = new double[map.Values.Length];
        for (var i = 0; i < x.Length; i++) x[i] = Units.Scale(map.Values[i], unit);
        return new WeightedValues(x, Array.ConvertAll(x, Math.Log), map.Counts.ToArray());
    }

    /// <summary>The sum of a term over all values.</summary>
    /// <param name="term">The term of the distinct value of an index.</param>
    public double Sum(Func<WeightedValues, int, double> term)
    {
        CompensatedSum sum = default;
        for (var i = 0; i < X.Length; i++) sum.Add(Counts[i] * term(this, i));
        return sum.Value;
    }

    /// <summary>
    /// The Kolmogorov–Smirnov distance: the greatest one between the share of the values up to a number and the distribution function of a
    /// law there, just below each value and at it.
    /// </summary>
    /// <param name="law">The law.</param>
    /// <param name="half">
    /// 0 for a law of continuous numbers. For whole numbers 0.5: the law is rounded to them, and the distance is over all whole numbers,
    /// those between two values too.
    /// </param>
    public double Distance(Law law, double half)
    {
        var through = 0L;
        var (most, before) = (0.0, 0.0);
        for (var i = 0; i < X.Length; i++)
        {
            through += Counts[i];
            var share = (double)through / N;
            var above = law.Below(X[i] + half);
            var below = half > 0 ? law.Below(X[i] - half) : above;
            most = Math.Max(most, Math.Max(Math.Abs(share - above), Math.Abs(before - below)));
            before = share;
        }

        return most;
    }
}
