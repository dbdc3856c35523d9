using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>A laid out plot area: where values stand on the canvas, and what to draw them with.</summary>
internal sealed record PanelView(Panel Panel, OxyRect Area, AxisScale XScale, AxisScale YScale, TextPen Pen)
{
    public IRenderContext Context => Pen.Context;

    public PlotSizes Sizes => Pen.Sizes;

    /// <summary>Whether y grows downwards: categories are read from the top.</summary>
    public bool IsYReversed => YScale.Kind == AxisKind.Category;

    public double X(double value) => Area.Left + (XScale.Fraction(value) * Area.Width);

    public double Y(double value)
    {
        var fraction = YScale.Fraction(value);
        return IsYReversed ? Area.Top + (fraction * Area.Height) : Area.Bottom - (fraction * Area.Height);
    }

    /// <summary>The point at a fraction of each axis.</summary>
    public ScreenPoint At(double x, double y) => new(
        Area.Left + (x * Area.Width),
        IsYReversed ? Area.Top + (y * Area.Height) : Area.Bottom - (y * Area.Height));

    public bool Has(double x, double y) => XScale.Has(x) && YScale.Has(y);

    /// <summary>Logical pixels between two neighbouring whole numbers of the axis.</summary>
    public double Slot(AxisScale scale) =>
        (ReferenceEquals(scale, XScale) ? Area.Width : Area.Height) / (scale.Maximum - scale.Minimum);
}
