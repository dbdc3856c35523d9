using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How bursty the requests of a model, or of all models, are.</summary>
/// <param name="Requests">How many there are.</param>
/// <param name="Span">Ticks from the first start to the last; 0 for fewer than two.</param>
/// <param name="Cv">The coefficient of variation of the inter-arrival times; null where there are fewer than two.</param>
/// <param name="Burstiness">(CV − 1)/(CV + 1); null alike.</param>
/// <param name="Memory">The correlation of successive inter-arrival times; null where it is not defined.</param>
/// <param name="WindowCv">Statistics of the coefficients of the windows of time that count.</param>
/// <param name="ShareAboveOne">The share of these windows with a coefficient above 1; null without windows.</param>
/// <param name="Dispersion">Dispersion at each of <see cref="Widths"/>.</param>
[GenerateSerializer, Immutable, Alias("llmwl.burstiness.numbers")]
internal sealed record BurstNumbers(
    [property: Id(0)] long Requests,
    [property: Id(1)] long Span,
    [property: Id(2)] double? Cv,
    [property: Id(3)] double? Burstiness,
    [property: Id(4)] double? Memory,
    [property: Id(5)] Statistics WindowCv,
    [property: Id(6)] double? ShareAboveOne,
    [property: Id(7)] Dispersion[] Dispersion)
{
    /// <summary>Requests that a model or user needs.</summary>
    public const long LeastRequests = 3;

    /// <summary>The widths of bins in seconds.</summary>
    public static IReadOnlyList<long> Widths { get; } = [1, 10, 60, 600, 3_600];

    /// <summary>Requests per second from the first start to the last; null where these are equal.</summary>
    public double? Rate => Span == 0 ? null : Requests / (Span / Units.TicksPerSecond);

    /// <summary>Writes the members of <c>summary.json</c>.</summary>
    /// <param name="json">Where they are written.</param>
    /// <param name="windowSeconds">The width of a window.</param>
    public void Write(Utf8JsonWriter json, long windowSeconds)
    {
        json.WriteNumber("requests", Requests);
        json.Number("cv", Cv);
        json.Number("burstiness", Burstiness);
        json.Number("memory", Memory);
        json.WriteNumber("window_seconds", windowSeconds);
        json.WriteNumber("windows", WindowCv.N);
        json.Statistics("window_cv", WindowCv);
        json.Number("share_cv_above_1", ShareAboveOne);
        json.List("dispersion", Dispersion, (item, each) =>
        {
            item.WriteNumber("seconds", each.Seconds);
            item.WriteNumber("bins", each.Bins);
            item.Number("mean", each.Mean);
            item.Number("index", each.Index);
        });
    }
}
