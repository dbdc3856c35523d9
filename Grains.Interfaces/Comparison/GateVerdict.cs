namespace LlmWorkload.Comparison;

/// <summary>What a gate came to.</summary>
/// <param name="Gate">The gate; of one that names a statistic alone, the gate of one distribution or share.</param>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="A">The value of A, where the gate is of a quotient.</param>
/// <param name="B">The value of B, where the gate is of a quotient.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.verdict")]
public sealed record GateVerdict(
    [property: Id(0)] ComparisonGate Gate,
    [property: Id(1)] double? Value,
    [property: Id(2)] bool Holds,
    [property: Id(3)] double? A = null,
    [property: Id(4)] double? B = null);
