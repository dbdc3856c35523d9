using System.Text.Json;

namespace LlmWorkload.Questions;

/// <summary>Quantiles of a latency in seconds, by the definitions of <see cref="Statistics"/>.</summary>
/// <param name="N">Requests that have it.</param>
/// <param name="P50">The median; null where no request has it, as the others.</param>
/// <param name="P95">Quantile 0.95.</param>
/// <param name="P99">Quantile 0.99.</param>
[GenerateSerializer, Immutable, Alias("llmwl.latency.quantiles")]
public sealed record LatencyQuantiles(
    [property: Id(0)] long N, [property: Id(1)] double? P50, [property: Id(2)] double? P95, [property: Id(3)] double? P99)
{
    /// <summary>The quantiles of a distribution.</summary>
    public static LatencyQuantiles Of(Statistics statistics) => new(statistics.N, statistics.Median, statistics.P95, statistics.P99);

    /// <summary>Its members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("n", N);
        json.Number("p50", P50);
        json.Number("p95", P95);
        json.Number("p99", P99);
    }
}
