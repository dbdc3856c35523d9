namespace LlmWorkload.Kernels;

/// <summary>The dispersion of requests over bins of one width.</summary>
/// <param name="Seconds">The width.</param>
/// <param name="Bins">How many bins count.</param>
/// <param name="Mean">Requests of a bin; null without bins.</param>
/// <param name="Index">Variance (of the population) over mean; null for fewer than ten bins, and without requests in them.</param>
[GenerateSerializer, Immutable, Alias("llmwl.dispersion")]
internal sealed record Dispersion(
    [property: Id(0)] long Seconds, [property: Id(1)] long Bins, [property: Id(2)] double? Mean, [property: Id(3)] double? Index);
