namespace LlmWorkload.Figures;

/// <summary>
/// One layer of stacked bars: the layers of a panel stand on one another in their order, one bar per category of the panel's X axis.
/// </summary>
/// <param name="Name">Legend entry. A layer named "Others" is grey.</param>
/// <param name="Values">Height of each bar's layer, not negative; NaN where a bar has none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.stack")]
public sealed record StackSeries(string? Name, [property: Id(0)] double[] Values) : FigureSeries(Name);
