using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>What a stored figure was drawn for.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.figure.key")]
public sealed record FigureKey(
    [property: Id(0)] string Path,
    [property: Id(1)] FigureFormat Format,
    [property: Id(2)] AnalysisOptions Options,
    [property: Id(3)] long Version);
