namespace LlmWorkload.Kernels;

/// <summary>A latency by bins of a rate that hold equally many requests.</summary>
/// <param name="Rate">The median rate of each bin, ascending.</param>
/// <param name="P10">The latency's quantile 0.1 of each, seconds.</param>
/// <param name="Median">Its median of each.</param>
/// <param name="P90">Its quantile 0.9 of each.</param>
/// <param name="N">Requests of each; they differ by one at most.</param>
[GenerateSerializer, Immutable, Alias("llmwl.latency.bins")]
internal sealed record LatencyBins(
    [property: Id(0)] double[] Rate,
    [property: Id(1)] double[] P10,
    [property: Id(2)] double[] Median,
    [property: Id(3)] double[] P90,
    [property: Id(4)] long[] N)
{
    private const int Most = 20;
    private const int LeastRows = 50;

    /// <summary>At most 20 bins, of at least 50 requests each; none below 50 requests.</summary>
    /// <param name="rate">The rate of each request.</param>
    /// <param name="latency">Its latency, seconds.</param>
    public static LatencyBins Of(ReadOnlySpan<double> rate, ReadOnlySpan<double> latency)
    {
        var count = Math.Min(Most, rate.Length / LeastRows);
        var bins = new LatencyBins(new double[count], new double[count], new double[count], new double[count], new long[count]);
        var (rates, latencies) = (rate.ToArray(), latency.ToArray());

        // Rates that are equal come with their latencies ascending, so that the order of the rows does not show.
        var rows = new int[rates.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(rows, (a, b) => rates[a] != rates[b] ? rates[a].CompareTo(rates[b]) : latencies[a].CompareTo(latencies[b]));
        for (var bin = 0; bin < count; bin++)
        {
            var from = (int)((long)bin * rows.Length / count);
            var to = (int)((long)(bin + 1) * rows.Length / count);
            var (x, y) = (new double[to - from], new double[to - from]);
            for (var i = from; i < to; i++) (x[i - from], y[i - from]) = (rates[rows[i]], latencies[rows[i]]);
            Array.Sort(y);
            bins.Rate[bin] = Quantiles.OfSorted(x, 0.5);
            bins.P10[bin] = Quantiles.OfSorted(y, 0.1);
            bins.Median[bin] = Quantiles.OfSorted(y, 0.5);
            bins.P90[bin] = Quantiles.OfSorted(y, 0.9);
            bins.N[bin] = y.Length;
        }

        return bins;
    }
}
