using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>Where a side of a comparison comes from: a dataset, or a part of it, or a baseline that was saved.</summary>
/// <param name="Dataset">The dataset; null for a baseline.</param>
/// <param name="Scope">The part; null for all rows.</param>
/// <param name="Baseline">What the baseline is called in messages; null for a dataset.</param>
/// <param name="Pages">How many pages of the baseline were sent before.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.side")]
public sealed record ComparisonSide(
    [property: Id(0)] string? Dataset,
    [property: Id(1)] Scope? Scope = null,
    [property: Id(2)] string? Baseline = null,
    [property: Id(3)] int Pages = 0);
