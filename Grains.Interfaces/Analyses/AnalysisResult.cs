namespace LlmWorkload.Analyses;

/// <summary>A result: its folder, its <c>summary.json</c>, and the paths of its figures.</summary>
/// <param name="Folder">Folder below the output root.</param>
/// <param name="Version">The version of the dataset that it was computed from.</param>
/// <param name="Summary">UTF-8 JSON: all of it, or its beginning where it is too large for one message.</param>
/// <param name="Figures">Paths without extension, in drawing order.</param>
/// <param name="Cached">Whether it was read from the grain's state and not computed.</param>
/// <param name="SummaryBytes">The bytes of the whole summary where only its beginning is here; else 0.</param>
[GenerateSerializer, Immutable, Alias("llmwl.analysis.result")]
public sealed record AnalysisResult(
    [property: Id(0)] string Folder,
    [property: Id(1)] long Version,
    [property: Id(2)] byte[] Summary,
    [property: Id(3)] IReadOnlyList<string> Figures,
    [property: Id(4)] bool Cached,
    [property: Id(5)] long SummaryBytes = 0)
{
    /// <summary>Figures that are not worth drawing; null where an older version answers.</summary>
    [Id(6)]
    public IReadOnlyList<UndrawnFigure>? NotDrawn { get; init; }
}
