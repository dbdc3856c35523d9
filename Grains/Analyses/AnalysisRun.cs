using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>What an analysis made of a dataset.</summary>
/// <param name="Summary">Its <c>summary.json</c>.</param>
/// <param name="Figures">Its figures, built when they are drawn, and those that are not worth drawing.</param>
internal sealed record AnalysisRun(byte[] Summary, IReadOnlyList<FigurePlan> Figures);
