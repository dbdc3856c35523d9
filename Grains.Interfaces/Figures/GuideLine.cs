namespace LlmWorkload.Figures;

/// <summary>A dashed grey guide through the points, such as y = x.</summary>
/// <param name="Name">Its name in the legend; null for none.</param>
/// <param name="X">X of its points.</param>
/// <param name="Y">Y of its points.</param>
/// <param name="IsInView">Whether the axes reach it; else what lies outside of the data is cut off.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.guide")]
public sealed record GuideLine(
    string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y, [property: Id(2)] bool IsInView = false) : FigureSeries(Name);
