namespace LlmWorkload.Figures;

/// <summary>Separate points.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.points")]
public sealed record PointSeries(string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y) : FigureSeries(Name);
