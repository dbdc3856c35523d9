using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Where the plot area of a panel is and how its axes are divided.</summary>
/// <param name="View">The plot area with its scales.</param>
/// <param name="Outer">The plot area with its axes.</param>
/// <param name="XTicks">Ticks of the horizontal axis.</param>
/// <param name="YTicks">Ticks of the vertical axis.</param>
/// <param name="IsEmpty">Whether there is nothing to draw.</param>
internal sealed record PanelLayout(PanelView View, OxyRect Outer, AxisTicks XTicks, AxisTicks YTicks, bool IsEmpty)
{
    /// <summary>The most rows of the title of an axis.</summary>
    public const int TitleRows = 2;

    private const int Rounds = 3;
    private const int MostRounds = 8;
    private const double SmallestArea = 40;
    private const double MostAcross = 0.5;
    private const double MostDown = 0.35;

    /// <summary>The space of the axes on each side of the plot area.</summary>
    public OxyThickness Margins => new(
        View.Area.Left - Outer.Left,
        View.Area.Top - Outer.Top,
        Outer.Right - View.Area.Right,
        Outer.Bottom - View.Area.Bottom);

    public static PanelLayout Of(Panel panel, OxyRect outer, TextPen pen, PanelPlace where)
    {
        if (panel.X.Kind == AxisKind.None) return Bare(panel, outer, pen);

        // Labels need margins, margins set the length of the axes, and their length decides about the labels: three rounds settle it
        // mostly. Where labels come and go from round to round, margins only grow then.
        var margins = new OxyThickness(70, 8, 20, 50);
        for (var round = 0; ; round++)
        {
            var layout = Divide(panel, outer, Inside(outer, margins), pen, where.HasAxisBelow);
            var needed = Needed(layout, pen, where);
            var larger = Largest(margins, needed);
            if (needed.Equals(margins) || (round >= Rounds && larger.Equals(margins)) || round == MostRounds) return layout;
            margins = round < Rounds ? needed : larger;
        }
    }

    /// <summary>A rectangle that is never turned inside out, however small the page.</summary>
    public static OxyRect Box(double left, double top, double width, double height) =>
        new(left, top, Math.Max(1, width), Math.Max(1, height));

    private static PanelLayout Bare(Panel panel, OxyRect outer, TextPen pen)
    {
        var extent = Extent(panel, outer, pen);
        var none = new AxisScale(AxisKind.None, 0, 1, extent.X.IsEmpty);
        var ticks = new AxisTicks([], [], pen.Sizes.TickLabel);
        return new PanelLayout(new PanelView(panel, outer, none, none, pen), outer, ticks, ticks, extent.X.IsEmpty);
    }

    private static PanelLayout Divide(Panel panel, OxyRect outer, OxyRect area, TextPen pen, bool hasAxisBelow)
    {
        var extent = Extent(panel, area, pen);
        var x = AxisScale.Of(panel.X, extent.X, area.Width);
        var y = AxisScale.Of(panel.Y, extent.Y, area.Height);
        var across = AxisTicks.Of(panel.X, x, area.Width, outer.Height * MostDown, true, pen);
        return new PanelLayout(
            new PanelView(panel, area, x, y, pen),
            outer,
            hasAxisBelow ? across with { Major = [.. across.Major.Select(tick => tick with { Label = "" })] } : across,
            AxisTicks.Of(panel.Y, y, area.Height, outer.Width * MostAcross, false, pen),
            extent.X.IsEmpty || extent.Y.IsEmpty);
    }

    private static PanelExtent Extent(Panel panel, OxyRect area, TextPen pen)
    {
        var extent = new PanelExtent(panel, pen, area.Width, area.Height);
        foreach (var series in panel.Series)
            SeriesDrawers.Of(series).Extend(series, extent);
        return extent;
    }

    private static OxyThickness Needed(PanelLayout layout, TextPen pen, PanelPlace where)
    {
        var area = layout.View.Area;
        var ticks = pen.Sizes.TickLength + pen.Sizes.TickGap;
        var left = layout.YTicks.Depth(false, pen) + ticks
            + Title(layout.View.Panel.Y.Label, layout.Outer.Height + where.RoomBelow, pen);
        var bottom = layout.XTicks.Depth(true, pen) + ticks + Title(layout.View.Panel.X.Label, layout.Outer.Width, pen);
        double right = 6;
        foreach (var tick in layout.XTicks.Major)
        {
            var size = pen.Measure(tick.Label, layout.XTicks.Style);
            var at = (tick.Position - layout.View.XScale.Minimum) / (layout.View.XScale.Maximum - layout.View.XScale.Minimum) * area.Width;
            var before = layout.XTicks.Angle == 0 ? size.Width / 2 : Math.Sqrt(0.5) * (size.Width + size.Height);
            var after = layout.XTicks.Angle == 0 ? size.Width / 2 : 6;
            left = Math.Max(left, before - at + 2);
            right = Math.Max(right, at + after - area.Width + 2);
        }
        return new OxyThickness(
            Math.Max(left, where.Left),
            8,
            Math.Max(right, where.Right),
            bottom);
    }

    private static OxyThickness Largest(OxyThickness one, OxyThickness other) => new(
        Math.Max(one.Left, other.Left), Math.Max(one.Top, other.Top), Math.Max(one.Right, other.Right), Math.Max(one.Bottom, other.Bottom));

    private static double Title(string label, double room, TextPen pen) => label.Length == 0
        ? 2
        : (pen.Wrap(label, pen.Sizes.AxisTitle, room, TitleRows).Count * pen.Sizes.AxisTitle.LineHeight) + pen.Sizes.TitleGap;

    private static OxyRect Inside(OxyRect outer, OxyThickness margins) => new(
        outer.Left + margins.Left,
        outer.Top + margins.Top,
        Math.Max(SmallestArea, outer.Width - margins.Left - margins.Right),
        Math.Max(SmallestArea, outer.Height - margins.Top - margins.Bottom));
}
