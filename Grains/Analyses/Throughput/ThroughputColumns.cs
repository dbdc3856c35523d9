namespace LlmWorkload.Kernels;

/// <summary>A line over time by columns of equally many steps: what it ranges over in each, and its mean.</summary>
/// <param name="X">The middle of each column.</param>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Steps">Steps of a column; the last one may have fewer.</param>
internal sealed record ThroughputColumns(double[] X, double[] Low, double[] High, double[] Mean, int Steps)
{
    /// <summary>What the range is called.</summary>
    public string Name => $"range of {Steps} values";

    /// <summary>The columns of a line; null where it has so few values that all can be seen.</summary>
    /// <param name="x">Where the values are, ascending and equally far apart.</param>
    /// <param name="y">The values, as many.</param>
    /// <param name="most">The most columns.</param>
    public static ThroughputColumns? Of(double[] x, double[] y, int most)
    {
        if (y.Length <= most) return null;
        var steps = (y.Length + most - 1) / most;
        var count = (y.Length + steps - 1) / steps;
        var columns = new ThroughputColumns(new double[count], new double[count], new double[count], new double[count], steps);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (i * steps, Math.Min(y.Length, (i + 1) * steps));
            var values = y.AsSpan(from, to - from);
            var (low, high, sum) = (values[0], values[0], 0.0);
            foreach (var value in values) (low, high, sum) = (Math.Min(low, value), Math.Max(high, value), sum + value);
            (columns.X[i], columns.Low[i], columns.High[i]) = ((x[from] + x[to - 1]) / 2, low, high);
            columns.Mean[i] = sum / values.Length;
        }

        return columns;
    }
}
