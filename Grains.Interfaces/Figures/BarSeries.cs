namespace LlmWorkload.Figures;

/// <summary>
/// Bars, one per category of the panel's category axis, each labelled with its value. Horizontal when the category axis is Y, vertical when
/// it is X. On a numeric X axis the bars stand at 0, 1, 2, ….
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.bars")]
public sealed record BarSeries(string? Name, [property: Id(0)] double[] Values, [property: Id(1)] bool Labelled) : FigureSeries(Name);
