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
