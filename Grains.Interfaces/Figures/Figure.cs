namespace LlmWorkload.Figures;

/// <summary>
/// A figure as plain data: the one source of its picture (drawn by the renderer) and of its numbers (written as CSV).
/// </summary>
/// <param name="Path">Path below the output root without extension, with '/', e.g. <c>overview/input_tokens_cdf</c>.</param>
/// <param name="Title">Title over the whole figure; says n.</param>
/// <param name="Panels">Panels from left to right; at least one.</param>
/// <param name="Table">The numbers the figure draws, complete even where the drawing is thinned.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure")]
public sealed record Figure(
    [property: Id(0)] string Path,
    [property: Id(1)] string Title,
    [property: Id(2)] IReadOnlyList<Panel> Panels,
    [property: Id(3)] FigureTable Table);

/// <summary>One plot area of a figure.</summary>
/// <param name="Title">Title over the panel, or null.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">What is drawn, first below.</param>
/// <param name="Legend">Whether the named series are listed in a legend (outside the plot area).</param>
/// <param name="Notes">Lines of a small statistics box, drawn where it covers no data; empty for none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.panel")]
public sealed record Panel(
    [property: Id(0)] string? Title,
    [property: Id(1)] FigureAxis X,
    [property: Id(2)] FigureAxis Y,
    [property: Id(3)] IReadOnlyList<FigureSeries> Series,
    [property: Id(4)] bool Legend,
    [property: Id(5)] IReadOnlyList<string> Notes);

/// <summary>The kinds of axis.</summary>
public enum AxisKind
{
    /// <summary>Linear numbers, thousands separators.</summary>
    Linear,

    /// <summary>Base-10 logarithm, decades labelled as powers of ten; values ≤ 0 are not drawn.</summary>
    Logarithmic,

    /// <summary>Named categories at 0, 1, 2, …</summary>
    Category,

    /// <summary>UTC instants, as <see cref="DateTime"/> ticks divided by <see cref="TimeSpan.TicksPerSecond"/> (seconds since 0001-01-01).</summary>
    Time,

    /// <summary>No axis is drawn (a pie).</summary>
    None,
}

/// <summary>An axis: its label, kind, optional fixed bounds, and the names of its categories.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.axis")]
public sealed record FigureAxis(
    [property: Id(0)] string Label,
    [property: Id(1)] AxisKind Kind,
    [property: Id(2)] double? Minimum = null,
    [property: Id(3)] double? Maximum = null,
    [property: Id(4)] IReadOnlyList<string>? Categories = null);

/// <summary>Something drawn in a panel. <paramref name="Name"/> is its legend entry; null for none.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series")]
public abstract record FigureSeries([property: Id(0)] string? Name);

/// <summary>A line through the points; with <paramref name="Step"/>, a step function that holds each y until the next x (an empirical CDF).</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.line")]
public sealed record LineSeries(string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y, [property: Id(2)] bool Step = false) : FigureSeries(Name);

/// <summary>Separate points.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.points")]
public sealed record PointSeries(string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y) : FigureSeries(Name);

/// <summary>
/// Bars, one per category of the panel's category axis, each labelled with its value. Horizontal when the category axis is Y, vertical when it is X.
/// On a numeric X axis the bars stand at 0, 1, 2, ….
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.bars")]
public sealed record BarSeries(string? Name, [property: Id(0)] double[] Values, [property: Id(1)] bool Labelled) : FigureSeries(Name);

/// <summary>A pie: a slice per label, percentages shown.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.pie")]
public sealed record PieSlices(string? Name, [property: Id(0)] string[] Labels, [property: Id(1)] double[] Values) : FigureSeries(Name);

/// <summary>A straight line at a constant x (vertical) or y (horizontal), with a text.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.mark")]
public sealed record MarkLine(string? Name, [property: Id(0)] double Position, [property: Id(1)] bool Vertical) : FigureSeries(Name);

/// <summary>A dashed grey guide through the points, such as y = x.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.guide")]
public sealed record GuideLine(string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y) : FigureSeries(Name);

/// <summary>
/// Boxes from p25 to p75 with a line at the median, whiskers from p10 to p90, the mean as a triangle, and separate points beyond the whiskers.
/// Several series in one panel of a category axis stand beside one another within their category (grouped boxes).
/// </summary>
/// <param name="Name">Legend entry.</param>
/// <param name="Position">Where each box stands: the index of its category, or a number on a numeric axis.</param>
/// <param name="P10">Lower whisker of each.</param>
/// <param name="P25">Lower edge of each.</param>
/// <param name="Median">Median of each.</param>
/// <param name="P75">Upper edge of each.</param>
/// <param name="P90">Upper whisker of each.</param>
/// <param name="Mean">Mean of each.</param>
/// <param name="OutlierBox">For each point beyond the whiskers, the index of its box.</param>
/// <param name="Outlier">Its value.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.boxes")]
public sealed record BoxSeries(
    string? Name,
    [property: Id(0)] double[] Position,
    [property: Id(1)] double[] P10,
    [property: Id(2)] double[] P25,
    [property: Id(3)] double[] Median,
    [property: Id(4)] double[] P75,
    [property: Id(5)] double[] P90,
    [property: Id(6)] double[] Mean,
    [property: Id(7)] int[] OutlierBox,
    [property: Id(8)] double[] Outlier) : FigureSeries(Name);

/// <summary>
/// Cells in the viridis map with a colour bar on a square-root scale, on which one hot cell does not blank all others; empty cells stay background.
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

/// <summary>Bars between the edges of bins on a numeric axis.</summary>
/// <param name="Name">Legend entry.</param>
/// <param name="Edges">Edges of the bins, ascending, one more than bins.</param>
/// <param name="Counts">Height of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.histogram")]
public sealed record HistogramSeries(string? Name, [property: Id(0)] double[] Edges, [property: Id(1)] double[] Counts) : FigureSeries(Name);
