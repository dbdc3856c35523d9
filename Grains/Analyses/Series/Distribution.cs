using System.Runtime.InteropServices;
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
    private static readonly double[] Shares = [0.5, 0.9, 0.95, 0.99];

    /// <summary>Of whole numbers; the mean is that of their exact sum.</summary>
    /// <param name="values">At least one, in any order; they may stand in another order afterwards.</param>
    /// <param name="unit">What they are divided by in the result.</param>
    public static Distribution Of(Span<long> values, double unit)
    {
        // Upper and lower halves of 2³¹ numbers cannot overflow.
        long upper = 0, lower = 0;
        foreach (var value in values)
        {
            upper += value >> 32;
            lower += (uint)value;
        }

        return Of(values, WholeNumbers.Ratio(((Int128)upper << 32) + lower, values.Length), static value => value, unit);
    }

    /// <summary>Of decimals; the mean is that of their exact sum.</summary>
    /// <param name="bits">
    /// The bits of at least one decimal ≥ 0 (and not −0), in any order; they may stand in another order afterwards.
    /// </param>
    public static Distribution OfDecimals(Span<long> bits) =>
        Of(bits, DecimalSum.Of(MemoryMarshal.Cast<long, double>(bits)) / bits.Length, BitConverter.Int64BitsToDouble, Units.One);

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

    private static Distribution Of(Span<long> values, double mean, Func<long, double> number, double unit)
    {
        // For each share the order statistic below its position, and the one above; then the greatest.
        Span<int> ranks = stackalloc int[(2 * Shares.Length) + 1];
        for (var i = 0; i < Shares.Length; i++)
        {
            var (index, fraction) = Quantiles.Position(Shares[i], values.Length);
            (ranks[2 * i], ranks[(2 * i) + 1]) = ((int)index, (int)index + (fraction > 0 ? 1 : 0));
        }

        ranks[^1] = values.Length - 1;
        var n = values.Length;
        Span<long> found = stackalloc long[ranks.Length];
        RankSelection.Find(values, ranks, found);
        Span<double> quantiles = stackalloc double[Shares.Length];
        for (var i = 0; i < quantiles.Length; i++)
        {
            var low = number(found[2 * i]);
            quantiles[i] = Units.Scale(
                low + ((number(found[(2 * i) + 1]) - low) * Quantiles.Position(Shares[i], n).Fraction), unit);
        }

        return new Distribution(
            n, Units.Scale(mean, unit), quantiles[0], quantiles[1], quantiles[2], quantiles[3], Units.Scale(number(found[^1]), unit));
    }
}
