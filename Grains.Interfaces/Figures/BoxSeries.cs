namespace LlmWorkload.Figures;

/// <summary>
/// Boxes from p25 to p75 with a line at the median, whiskers from p10 to p90, the mean as a triangle, and separate points beyond the
/// whiskers. Several series in one panel of a category axis stand beside one another within their category (grouped boxes).
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
