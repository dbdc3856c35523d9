namespace LlmWorkload.Analyses;

/// <summary>A result of an analysis as it is stored.</summary>
/// <param name="Options">The options it was computed for.</param>
/// <param name="Result">The result.</param>
/// <param name="Edition">The <see cref="AnalysisEdition"/> it was computed by.</param>
[GenerateSerializer, Immutable, Alias("llmwl.analysis.kept")]
internal sealed record KeptResult(
    [property: Id(0)] AnalysisOptions Options, [property: Id(1)] AnalysisResult Result, [property: Id(2)] int Edition);
