namespace LlmWorkload.Comparison;

/// <summary>A total of two sides.</summary>
/// <param name="Name">Its name.</param>
/// <param name="A">The total of A; null where it has none.</param>
/// <param name="B">The total of B; null where it has none.</param>
/// <param name="Ratio">B divided by A; null where A is 0 or one has none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.total")]
public sealed record ComparedTotal(
    [property: Id(0)] string Name, [property: Id(1)] double? A, [property: Id(2)] double? B, [property: Id(3)] double? Ratio);
