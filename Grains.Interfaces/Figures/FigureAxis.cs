namespace LlmWorkload.Figures;

/// <summary>An axis: its label, kind, optional fixed bounds, and the names of its categories.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.axis")]
public sealed record FigureAxis(
    [property: Id(0)] string Label,
    [property: Id(1)] AxisKind Kind,
    [property: Id(2)] double? Minimum = null,
    [property: Id(3)] double? Maximum = null,
    [property: Id(4)] IReadOnlyList<string>? Categories = null);
