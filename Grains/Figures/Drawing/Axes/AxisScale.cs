namespace LlmWorkload.Figures;

/// <summary>
/// Maps values to a fraction of an axis. Positions on it are values, or their base-10 logarithms on a logarithmic axis.
/// </summary>
/// <param name="Kind">The kind of axis.</param>
/// <param name="Minimum">The position at its low end.</param>
/// <param name="Maximum">The position at its high end.</param>
/// <param name="IsEmpty">Whether it has no values.</param>
/// <param name="IsWhole">Whether all values are whole numbers.</param>
/// <param name="Band">How much of a logarithmic axis, at its low end, is the band in which 0 stands; 0 for none.</param>
internal sealed record AxisScale(AxisKind Kind, double Minimum, double Maximum, bool IsEmpty = false, bool IsWhole = false, double Band = 0)
{
    private const double Margin = 0.03;

    // Logical pixels. On a short axis a mark at its end would be cut off.
    private const double HalfMark = 4.5;
    private const double BandLength = 56;
    private const double LongestBand = 0.15;
    private const double Narrowest = 0.3;
    private const double WideDecades = 1.5;

    public bool IsLogarithmic => Kind == AxisKind.Logarithmic;

    /// <summary>Where the axis proper starts, behind the band of 0.</summary>
    public double Start => Minimum + Band;

    /// <summary>Where 0 stands on a logarithmic axis: in the middle of its band, or at the low end where it has none.</summary>
    public double Zero => Minimum + (Band / 2);

    /// <summary>How much of the axis's length the band of 0 takes.</summary>
    public double BandShare => Band / (Maximum - Minimum);

    /// <summary>Whether a value has a place on the axis.</summary>
    public bool Has(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0 || (value == 0 && Band > 0));

    /// <summary>
    /// 0 at the minimum, 1 at the maximum, a little more or less outside; a value without a logarithm stands where 0 does.
    /// </summary>
    public double Fraction(double value) => Math.Clamp(Place(value), -3, 4);

    /// <summary>The fraction of a value that <see cref="Has"/> a place, however far outside.</summary>
    public double Place(double value) => ((!IsLogarithmic ? value : value > 0 ? Math.Log10(value) : Zero) - Minimum) / (Maximum - Minimum);

    /// <summary>A range that shows all of an extent on an axis <paramref name="length"/> logical pixels long.</summary>
    public static AxisScale Of(FigureAxis axis, AxisExtent extent, double length)
    {
        var scale = axis.Kind switch
        {
            AxisKind.Logarithmic => Logarithmic(axis, extent, length),
            AxisKind.Category => Categories(axis, extent),
            _ => Linear(axis, extent, length),
        };
        scale = scale with { IsWhole = extent.IsWhole };
        if (axis.Maximum is not null || extent.Headroom <= 0) return scale;

        var share = Math.Min(extent.Headroom / length, 0.7);
        return scale with { Maximum = scale.Minimum + ((scale.Maximum - scale.Minimum) / (1 - share)) };
    }

    private static AxisScale Categories(FigureAxis axis, AxisExtent extent)
    {
        var count = Math.Max(axis.Categories?.Count ?? 0, extent.IsEmpty ? 1 : Math.Floor(extent.Highest) + 1);
        return new AxisScale(AxisKind.Category, -0.6, Math.Max(count, 1) - 0.4, extent.IsEmpty);
    }

    private static AxisScale Linear(FigureAxis axis, AxisExtent extent, double length)
    {
        var low = extent.IsEmpty ? 0 : extent.Lowest;
        var high = extent.IsEmpty ? 1 : extent.Highest;
        if (extent.FromZero || (axis.Kind == AxisKind.Linear && low > 0 && low < 0.4 * high))
        {
            low = Math.Min(low, 0);
            high = Math.Max(high, 0);
        }
        if (low == high)
        {
            var around = axis.Kind is AxisKind.Time or AxisKind.Month ? 60 : Math.Max(Math.Abs(low) * 0.5, low == 0 ? 1 : 0);
            low = low == 0 || extent.FromZero ? low : low - around;
            high += around;
        }
        var margin = Math.Max((high - low) * Margin, (high - (axis.Minimum ?? low)) * HalfMark / Math.Max(length, 1));
        var minimum = extent.Tight || (low == 0 && axis.Kind == AxisKind.Linear) ? low : low - margin;
        var maximum = extent.Tight || extent.Headroom > 0 ? high : high + margin;
        return Fixed(axis, minimum, maximum, extent.IsEmpty);
    }

    private static AxisScale Fixed(FigureAxis axis, double minimum, double maximum, bool isEmpty)
    {
        minimum = axis.Minimum ?? minimum;
        maximum = axis.Maximum ?? maximum;
        if (!(maximum > minimum)) maximum = minimum + Math.Max(1, Math.Abs(minimum) * 0.1);
        return new AxisScale(axis.Kind, minimum, maximum, isEmpty);
    }

    private static AxisScale Logarithmic(FigureAxis axis, AxisExtent extent, double length)
    {
        var none = double.IsInfinity(extent.LowestPositive);
        var low = none ? 0 : Math.Log10(extent.LowestPositive);
        var high = none ? 1 : Math.Log10(extent.Highest);
        (var minimum, var maximum) = extent.Tight && high > low ? (low, high)
            : high > low ? Around(low, high, Math.Max(Margin, HalfMark / Math.Max(length, 1)))
            : WholeDecades(low, high);

        // Room at the left for the shortest bar.
        if (extent.FromZero || (extent.Tight && extent.Lowest <= 0)) minimum = Math.Min(minimum, low - 0.3);
        if (axis.Minimum > 0) minimum = Math.Log10(axis.Minimum.Value);
        if (axis.Maximum > 0) maximum = Math.Log10(axis.Maximum.Value);
        if (!(maximum > minimum)) maximum = minimum + 1;
        var scale = new AxisScale(AxisKind.Logarithmic, minimum, maximum, extent.IsEmpty);
        return extent.HasZero && !extent.FromZero && !extent.Tight ? WithBand(scale, extent, length) : scale;
    }

    // Where all values are 0, the axis is the band alone.
    private static AxisScale WithBand(AxisScale scale, AxisExtent extent, double length)
    {
        if (double.IsInfinity(extent.LowestPositive)) return scale with { Band = scale.Maximum - scale.Minimum };

        var share = Math.Min(BandLength / length, LongestBand);
        var band = (scale.Maximum - scale.Minimum) * share / (1 - share);
        return scale with { Minimum = scale.Minimum - band, Band = band };
    }

    private static (double Minimum, double Maximum) WholeDecades(double low, double high)
    {
        var minimum = Math.Floor(low + 1e-9);
        var maximum = Math.Ceiling(high - 1e-9);
        return minimum < maximum ? (minimum, maximum) : (minimum - 1, maximum + 1);
    }

    // The data and a margin, at least a factor of two in all. A decade that is nearly reached is shown.
    private static (double Minimum, double Maximum) Around(double low, double high, double share)
    {
        var margin = Math.Max((high - low) * share, (Narrowest - (high - low)) / 2);
        var under = low - Math.Floor(low);
        var over = Math.Ceiling(high) - high;
        var isWide = high - low >= WideDecades;
        return (
            isWide && under is > 0.02 and < 0.2 ? Math.Min(Math.Floor(low), low - margin) : low - margin,
            isWide && over is > 0.02 and < 0.2 ? Math.Max(Math.Ceiling(high), high + margin) : high + margin);
    }
}
