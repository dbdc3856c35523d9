namespace LlmWorkload.Comparison;

/// <summary>What a comparison came to.</summary>
/// <param name="Summary">Its <c>summary.json</c>, UTF-8; empty where A was only saved.</param>
/// <param name="Figures">Paths of its figures, without extension.</param>
/// <param name="Totals">The totals.</param>
/// <param name="Differences">The largest differences, the largest first.</param>
/// <param name="Gates">The verdicts, in the order of the gates.</param>
/// <param name="BaselineBytes">The length of the baseline of A; 0 where it was not asked for.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.result")]
public sealed record ComparisonResult(
    [property: Id(0)] byte[] Summary,
    [property: Id(1)] IReadOnlyList<string> Figures,
    [property: Id(2)] IReadOnlyList<ComparedTotal> Totals,
    [property: Id(3)] IReadOnlyList<ComparedDifference> Differences,
    [property: Id(4)] IReadOnlyList<GateVerdict> Gates,
    [property: Id(5)] long BaselineBytes)
{
    /// <summary>Whether every gate holds.</summary>
    public bool Holds => Gates.All(gate => gate.Holds);
}
