namespace LlmWorkload.Figures;

/// <summary>
/// The area between two lines, such as from p10 to p90. Bands of one colour are drawn over one another, the wider ones first, and darken.
/// </summary>
/// <param name="Name">Legend entry.</param>
/// <param name="X">Where the two lines have values, ascending; in axis values.</param>
/// <param name="Low">The lower line. Where it is NaN, the band has a gap.</param>
/// <param name="High">The upper line, as many values.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.band")]
public sealed record BandSeries(
    string? Name, [property: Id(0)] double[] X, [property: Id(1)] double[] Low, [property: Id(2)] double[] High) : FigureSeries(Name);
