namespace LlmWorkload.Figures;

/// <summary>A pie: a slice per label, percentages shown.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.pie")]
public sealed record PieSlices(string? Name, [property: Id(0)] string[] Labels, [property: Id(1)] double[] Values) : FigureSeries(Name);
