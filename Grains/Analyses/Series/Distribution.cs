using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>What a bucket says of at least one value.</summary>
/// <param name="N">Number of values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="P50">Quantile 0.5, and so on.</param>
/// <param name="P90">Quantile 0.9.</param>
/// <param name="P95">Quantile 0.95.</param>
/// <param name="P99">Quantile 0.99.</param>
/// <param name="Max">The greatest value.</param>
internal sealed record Distribution(long N, double Mean, double P50, double P90, double P95, double P99, double Max)
{
    /// <summary>Of whole numbers in ascending order, from their exact sum.</summary>
    /// <param name="sorted">At least one.</param>
    /// <param name="unit">What they are divided by in the result.</param>
    public static Distribution OfSorted(ReadOnlySpan<long> sorted, double unit)
    {
        Int128 sum = 0;
        foreach (var value in sorted) sum += value;
        return new Distribution(
            sorted.Length,
            Units.Scale((double)sum / sorted.Length, unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.5), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.9), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.95), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.99), unit),
            Units.Scale(sorted[^1], unit));
    }

    /// <summary>Of decimals in ascending order, from a compensated sum over them.</summary>
    /// <param name="sorted">At least one.</param>
    public static Distribution OfSorted(ReadOnlySpan<double> sorted)
    {
        var statistics = Summaries.OfSorted(sorted);
        return new Distribution(
            sorted.Length,
            statistics.Mean ?? 0,
            statistics.Median ?? 0,
            statistics.P90 ?? 0,
            statistics.P95 ?? 0,
            statistics.P99 ?? 0,
            sorted[^1]);
    }

    /// <summary>
    /// A number by its name in <see cref="SeriesNumbers.Statistics"/>; null where there are no values, but for their number.
    /// </summary>
    public static double? Number(Distribution? distribution, string name) => name switch
    {
        "n" => distribution?.N ?? 0,
        "mean" => distribution?.Mean,
        "p50" => distribution?.P50,
        "p90" => distribution?.P90,
        "p95" => distribution?.P95,
        "p99" => distribution?.P99,
        _ => distribution?.Max,
    };

    /// <summary>Writes a distribution, or that there are no values.</summary>
    public static void Write(Utf8JsonWriter json, string name, Distribution? distribution) => json.Object(name, inner =>
    {
        inner.WriteNumber("n", distribution?.N ?? 0);
        inner.Number("mean", distribution?.Mean);
        inner.Number("p50", distribution?.P50);
        inner.Number("p90", distribution?.P90);
        inner.Number("p95", distribution?.P95);
        inner.Number("p99", distribution?.P99);
        inner.Number("max", distribution?.Max);
    });
}
