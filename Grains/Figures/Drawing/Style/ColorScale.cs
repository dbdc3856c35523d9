using System.Globalization;
using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Colours of values from 0 to <paramref name="Top"/>, on a square-root scale; larger values take the last colour.</summary>
/// <param name="Top">The value of the last colour.</param>
/// <param name="Largest">The largest value there is.</param>
internal readonly record struct ColorScale(double Top, double Largest)
{
    private const double HotShare = 0.01;
    private const double HotFactor = 4;

    private static readonly int[] Factors = [5, 4, 2, 1];

    /// <summary>Whether some values lie above the scale.</summary>
    public bool IsCut => Largest > Top;

    // At most one cell in a hundred, the hottest ones, is cut off, and only where these cells take more than half of the colours.
    public static ColorScale Of(HeatmapSeries series)
    {
        double[] sorted = [.. series.Values.Where(v => v > 0 && double.IsFinite(v)).Order()];
        if (sorted.Length == 0) return new ColorScale(1, 1);

        var hot = (int)Math.Ceiling(sorted.Length * HotShare);
        var most = HotFactor * sorted[Math.Max(0, sorted.Length - 1 - hot)];
        return new ColorScale(sorted.Last(v => v <= most), sorted[^1]);
    }

    public double Share(double value) => Math.Sqrt(Math.Clamp(value / Top, 0, 1));

    public OxyColor Color(double value) => Viridis.At(Share(value));

    /// <summary>
    /// Values at 1, 2 or 5 times a power of ten, and 0, at least a share of the scale apart; the largest first. Where that leaves the
    /// upper third of the scale without one, the largest is 4 times a power of ten.
    /// </summary>
    public IEnumerable<double> Ticks(double apart)
    {
        double last = 2;
        var exponent = (int)Math.Floor(Math.Log10(Top));
        for (var e = exponent; e > exponent - 8; e--)
        {
            foreach (var factor in Factors)
            {
                // The value is read from text, because a product such as 5 · 10⁻⁴ shows its rounding error.
                var value = double.Parse($"{factor}E{e}", CultureInfo.InvariantCulture);
                if (factor == 4 && (e < exponent || last <= 1)) continue;
                if (value > Top * (1 + 1e-9) || last - Share(value) < apart || Share(value) < apart) continue;

                last = Share(value);
                yield return value;
            }
        }
        yield return 0;
    }
}
