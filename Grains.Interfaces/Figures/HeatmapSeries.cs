namespace LlmWorkload.Figures;

/// <summary>
/// Cells in the viridis map, with a colour bar. The scale is a square root, so that one hot cell does not blank all others. Empty cells
/// stay background.
/// </summary>
/// <param name="Name">Label of the colour bar.</param>
/// <param name="XEdges">Edges of the columns, ascending, one more than columns; in axis values (not logarithms).</param>
/// <param name="YEdges">Edges of the rows.</param>
/// <param name="Values">Row after row from the lowest y, each from the lowest x; 0 is empty.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.heatmap")]
public sealed record HeatmapSeries(
    string? Name,
    [property: Id(0)] double[] XEdges,
    [property: Id(1)] double[] YEdges,
    [property: Id(2)] double[] Values) : FigureSeries(Name);
