using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How many requests of a scope are in progress at a time.</summary>
/// <param name="Counts">The requests.</param>
/// <param name="Span">Ticks from the first start to the last end; null where no request lasts, as all below.</param>
/// <param name="Mean">The mean level over the span.</param>
/// <param name="Quantiles">The levels at the shares of the time that the keys name.</param>
/// <param name="Max">The highest level.</param>
/// <param name="MaxAt">The first instant at which it holds, in ticks; missing where no request lasts.</param>
[GenerateSerializer, Immutable, Alias("llmwl.concurrency.numbers")]
internal sealed record LevelNumbers(
    [property: Id(0)] DurationCounts Counts,
    [property: Id(1)] long? Span,
    [property: Id(2)] double? Mean,
    [property: Id(3)] long?[] Quantiles,
    [property: Id(4)] long? Max,
    [property: Id(5)] long MaxAt)
{
    private static readonly (string Key, int Thousandths)[] Shares =
        [("p50", 500), ("p90", 900), ("p95", 950), ("p99", 990), ("p99_9", 999)];

    /// <summary>The numbers of a scope.</summary>
    public static LevelNumbers Of(DurationCounts counts, SweptLevels swept) => swept.First == Missing.Value
        ? new LevelNumbers(counts, null, null, new long?[Shares.Length], null, Missing.Value)
        : new LevelNumbers(
            counts, swept.Span, swept.Span == 0 ? null : (double)swept.Sum() / swept.Span,
            Array.ConvertAll(Shares, share => (long?)swept.Quantile(share.Thousandths)), swept.Max, swept.MaxAt);

    /// <summary>Writes the members of <c>summary.json</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("requests", Counts.Requests);
        json.WriteNumber("excluded", Counts.Excluded);
        json.WriteNumber("instant", Counts.Instant);
        json.Number("span_seconds", Span is { } span ? Units.Scale(span, Units.TicksPerSecond) : null);
        json.Number("mean", Mean);
        for (var i = 0; i < Shares.Length; i++) json.Number(Shares[i].Key, Quantiles[i]);
        json.Number("max", Max);
        json.Instant("max_at", MaxAt);
    }
}
