namespace LlmWorkload.Comparison;

/// <summary>What is compared, and how.</summary>
/// <param name="A">The baseline of the comparison.</param>
/// <param name="B">What is compared with it; null where A is only saved.</param>
/// <param name="Gates">The limits.</param>
/// <param name="IgnoresMissing">Whether a gate without a value holds.</param>
/// <param name="MinCompare">How many values a distribution of one model needs on each side.</param>
/// <param name="SavesBaseline">Whether all that A is compared by is wanted, to be read page by page.</param>
/// <param name="ThinData">Whether tables of figures with many rows keep few of them.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.request")]
public sealed record ComparisonRequest(
    [property: Id(0)] ComparisonSide A,
    [property: Id(1)] ComparisonSide? B,
    [property: Id(2)] IReadOnlyList<ComparisonGate> Gates,
    [property: Id(3)] bool IgnoresMissing,
    [property: Id(4)] long MinCompare,
    [property: Id(5)] bool SavesBaseline,
    [property: Id(6)] bool ThinData);
