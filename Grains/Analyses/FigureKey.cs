using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>What a stored figure was drawn for.</summary>
/// <param name="Path">The figure's path.</param>
/// <param name="Format">The format of the picture.</param>
/// <param name="Options">What the analysis was asked for.</param>
/// <param name="Version">The dataset's version.</param>
/// <param name="Edition">The <see cref="AnalysisEdition"/> that it was built by; 0 for figures from before there were editions.</param>
/// <param name="Form">The form of the picture; null for figures from before there were forms.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.key")]
internal sealed record FigureKey(
    [property: Id(0)] string Path,
    [property: Id(1)] FigureFormat Format,
    [property: Id(2)] AnalysisOptions Options,
    [property: Id(3)] long Version,
    [property: Id(4)] int Edition,
    [property: Id(5)] FigureForm? Form = null);
