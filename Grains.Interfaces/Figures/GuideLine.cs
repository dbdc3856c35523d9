namespace LlmWorkload.Figures;

/// <summary>A dashed grey guide through the points, such as y = x.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.guide")]
public sealed record GuideLine(string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y) : FigureSeries(Name);
