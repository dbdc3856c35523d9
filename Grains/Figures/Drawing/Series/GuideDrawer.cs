using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Dashed grey guides, such as y = x. Most do not widen an axis: whatever lies outside it is cut off.</summary>
internal sealed class GuideDrawer : SeriesDrawer<GuideLine>
{
    private const double Thickness = 1.4;

    private const double Ground = 3.2;

    private static readonly double[] Dashes = [6, 4];

    // In multiples of the thickness, as OxyPlot counts them. They are as long as the dashes drawn over them.
    private static readonly double[] GroundDashes = [.. Dashes.Select(d => d * Thickness / Ground)];

    public override bool TakesStyle => false;

    protected override void Extend(GuideLine series, PanelExtent extent)
    {
        if (!series.IsInView) return;

        extent.X.Add(series.X);
        extent.Y.Add(series.Y);
    }

    protected override void Draw(GuideLine series, PanelView view, SeriesStyle style)
    {
        foreach (var (from, to) in Segments(series, view))
            Dash(view.Context, from, to);
    }

    protected override void Occupy(GuideLine series, PanelView view, Occupancy occupancy)
    {
        foreach (var (from, to) in Segments(series, view))
            occupancy.Segment(from.X, from.Y, to.X, to.Y);
    }

    public override void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style) =>
        Dash(context, new ScreenPoint(box.Left, box.Center.Y), new ScreenPoint(box.Right, box.Center.Y));

    // On a white ground, so that it is visible on dark cells and among points too.
    private static void Dash(IRenderContext context, ScreenPoint from, ScreenPoint to)
    {
        ScreenPoint[] line = [from, to];
        context.DrawLine(line, PlotStyle.Veil, Ground, EdgeRenderingMode.PreferGeometricAccuracy, GroundDashes, LineJoin.Bevel);
        context.DrawLine(line, PlotStyle.Guide, Thickness, EdgeRenderingMode.PreferGeometricAccuracy, Dashes, LineJoin.Bevel);
    }

    private static IEnumerable<(ScreenPoint From, ScreenPoint To)> Segments(GuideLine series, PanelView view)
    {
        for (var i = 1; i < series.X.Length; i++)
        {
            if (!view.Has(series.X[i - 1], series.Y[i - 1]) || !view.Has(series.X[i], series.Y[i])) continue;

            if (Cut(Place(series, view, i - 1), Place(series, view, i)) is { } cut)
                yield return (view.At(cut.From.X, cut.From.Y), view.At(cut.To.X, cut.To.Y));
        }
    }

    private static (double X, double Y) Place(GuideLine series, PanelView view, int i) =>
        (view.XScale.Place(series.X[i]), view.YScale.Place(series.Y[i]));

    // By Liang and Barsky. Without it, ends far outside are clamped on each axis alone, and the slope is lost.
    private static ((double X, double Y) From, (double X, double Y) To)? Cut((double X, double Y) from, (double X, double Y) to)
    {
        var dx = to.X - from.X;
        var dy = to.Y - from.Y;
        double start = 0;
        double end = 1;
        foreach (var (step, room) in new[] { (-dx, from.X), (dx, 1 - from.X), (-dy, from.Y), (dy, 1 - from.Y) })
        {
            if (step == 0 && room < 0) return null;
            if (step < 0) start = Math.Max(start, room / step);
            if (step > 0) end = Math.Min(end, room / step);
        }
        return start > end
            ? null
            : ((from.X + (start * dx), from.Y + (start * dy)), (from.X + (end * dx), from.Y + (end * dy)));
    }
}
