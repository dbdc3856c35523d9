namespace LlmWorkload.Figures;

/// <summary>One plot area of a figure.</summary>
/// <param name="Title">Title over the panel, or null.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">What is drawn, first below.</param>
/// <param name="Legend">Whether the named series are listed in a legend (outside the plot area).</param>
/// <param name="Notes">Lines of a small statistics box. The box is drawn where it covers no data; empty for none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.panel")]
public sealed record Panel(
    [property: Id(0)] string? Title,
    [property: Id(1)] FigureAxis X,
    [property: Id(2)] FigureAxis Y,
    [property: Id(3)] IReadOnlyList<FigureSeries> Series,
    [property: Id(4)] bool Legend,
    [property: Id(5)] IReadOnlyList<string> Notes);
