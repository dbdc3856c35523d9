namespace LlmWorkload.Figures;

/// <summary>
/// A line through the points; with <paramref name="Step"/>, a step function that holds each y until the next x (an empirical CDF).
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.series.line")]
public sealed record LineSeries(
    string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Y, [property: Id(2)] bool Step = false) : FigureSeries(Name);
