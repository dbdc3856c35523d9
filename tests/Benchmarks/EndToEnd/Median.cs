namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>The middle of repeated measurements.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the middle two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median of each measure on its own.</summary>
    public static Measured Of(IReadOnlyCollection<Measured> runs) =>
        new(Of(runs.Select(run => run.Seconds)), Of(runs.Select(run => run.CpuSeconds)), Of(runs.Select(run => run.PeakMegabytes)));
}
