using LlmWorkload.Analyses;

namespace LlmWorkload;

/// <summary>What a box shows: edges at p25 and p75, whiskers to p10 and p90, median and mean. Of at least one value.</summary>
/// <param name="N">Number of values.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="P10">Quantile 0.1.</param>
/// <param name="P25">Quantile 0.25.</param>
/// <param name="Median">Quantile 0.5.</param>
/// <param name="P75">Quantile 0.75.</param>
/// <param name="P90">Quantile 0.9.</param>
[GenerateSerializer, Immutable, Alias("llmwl.box")]
public sealed record BoxStatistics(
    [property: Id(0)] long N,
    [property: Id(1)] double Mean,
    [property: Id(2)] double P10,
    [property: Id(3)] double P25,
    [property: Id(4)] double Median,
    [property: Id(5)] double P75,
    [property: Id(6)] double P90)
{
    /// <summary>The box of a distribution whose statistics are known.</summary>
    /// <param name="all">Statistics of at least one value.</param>
    public static BoxStatistics Of(Statistics all) =>
        new(all.N, all.Mean!.Value, all.P10!.Value, all.P25!.Value, all.Median!.Value, all.P75!.Value, all.P90!.Value);
}
