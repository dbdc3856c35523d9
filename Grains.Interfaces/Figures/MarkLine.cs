namespace LlmWorkload.Figures;

/// <summary>A straight line at a constant x (vertical) or y (horizontal), with a text.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.mark")]
public sealed record MarkLine(string? Name, [property: Id(0)] double Position, [property: Id(1)] bool Vertical) : FigureSeries(Name);
