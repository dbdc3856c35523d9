namespace LlmWorkload.Comparison;

/// <summary>Where a side of a comparison comes from: a dataset, or a part of it, or a baseline that was saved.</summary>
/// <param name="Dataset">The dataset; null for a baseline.</param>
/// <param name="From">The first instant of the part, as it was given; null from the beginning.</param>
/// <param name="To">The end of the part, as it was given; null to the end.</param>
/// <param name="Baseline">What the baseline is called in messages; null for a dataset.</param>
/// <param name="Pages">How many pages of the baseline were sent before.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.side")]
public sealed record ComparisonSide(
    [property: Id(0)] string? Dataset,
    [property: Id(1)] string? From = null,
    [property: Id(2)] string? To = null,
    [property: Id(3)] string? Baseline = null,
    [property: Id(4)] int Pages = 0);
