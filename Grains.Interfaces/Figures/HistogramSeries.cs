namespace LlmWorkload.Figures;

/// <summary>Bars between the edges of bins on a numeric axis.</summary>
/// <param name="Name">Legend entry.</param>
/// <param name="Edges">Edges of the bins, ascending, one more than bins.</param>
/// <param name="Counts">Height of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.histogram")]
public sealed record HistogramSeries(string? Name, [property: Id(0)] double[] Edges, [property: Id(1)] double[] Counts)
    : FigureSeries(Name);
