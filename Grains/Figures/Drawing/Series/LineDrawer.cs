using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Lines and staircases.</summary>
internal sealed class LineDrawer : SeriesDrawer<LineSeries>
{
    // A vertex nearer than this to the one before looks the same.
    private const double Visible = 0.4;

    protected override void Extend(LineSeries series, PanelExtent extent)
    {
        extent.X.Add(series.X);
        extent.Y.Add(series.Y);
        if (series.Step && series.X.All(double.IsInteger)) extent.X.IsWhole = true;
    }

    protected override void Draw(LineSeries series, PanelView view, SeriesStyle style)
    {
        foreach (var run in Runs(series, view))
        {
            if (run.Count == 1)
            {
                Dot(view.Context, run[0], style);
                continue;
            }
            view.Context.DrawLine(run, style.Color, style.Thickness, EdgeRenderingMode.PreferGeometricAccuracy, style.Dashes,
                LineJoin.Bevel);
        }
    }

    protected override void Occupy(LineSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var run in Runs(series, view))
        {
            occupancy.Point(run[0].X, run[0].Y);
            for (var i = 1; i < run.Count; i++)
                occupancy.Segment(run[i - 1].X, run[i - 1].Y, run[i].X, run[i].Y);
        }
    }

    public override void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style) =>
        context.DrawLine(
            [new ScreenPoint(box.Left, box.Center.Y), new ScreenPoint(box.Right, box.Center.Y)],
            style.Color,
            style.Thickness + 0.4,
            EdgeRenderingMode.PreferGeometricAccuracy,
            style.Dashes,
            LineJoin.Bevel);

    private static void Dot(IRenderContext context, ScreenPoint at, SeriesStyle style) =>
        context.DrawEllipse(new OxyRect(at.X - 3, at.Y - 3, 6, 6), style.Color, OxyColors.Undefined, 0,
            EdgeRenderingMode.PreferGeometricAccuracy);

    private static IEnumerable<List<ScreenPoint>> Runs(LineSeries series, PanelView view)
    {
        if (series.X.Length == 0) return [];

        return series.Step ? [Staircase(series, view)] : Lines(series, view);
    }

    private static IEnumerable<List<ScreenPoint>> Lines(LineSeries series, PanelView view)
    {
        var run = new List<ScreenPoint>();
        for (var i = 0; i < series.X.Length; i++)
        {
            if (view.Has(series.X[i], series.Y[i]))
            {
                Append(run, view.X(series.X[i]), view.Y(series.Y[i]));
                continue;
            }
            if (run.Count > 0) yield return run;
            run = [];
        }
        if (run.Count > 0) yield return run;
    }

    private static List<ScreenPoint> Staircase(LineSeries series, PanelView view)
    {
        var cumulative = IsCumulative(series.Y);
        var stairs = new List<ScreenPoint>(series.X.Length + 4);
        if (cumulative)
        {
            stairs.Add(new ScreenPoint(view.Area.Left, view.Y(0)));
            stairs.Add(new ScreenPoint(view.X(series.X[0]), view.Y(0)));
        }
        for (var i = 0; i < series.X.Length; i++)
        {
            if (!double.IsFinite(series.X[i]) || !double.IsFinite(series.Y[i])) continue;

            var x = view.X(series.X[i]);
            var y = view.Y(series.Y[i]);
            if (stairs.Count > 0 && x - stairs[^1].X >= Visible) stairs.Add(new ScreenPoint(x, stairs[^1].Y));
            Append(stairs, x, y);
        }
        if (cumulative) stairs.Add(new ScreenPoint(view.Area.Right, stairs[^1].Y));
        return stairs;
    }

    /// <summary>Whether heights rise to 1, so that the function is 0 before its first value and stays at its last after it.</summary>
    private static bool IsCumulative(double[] heights)
    {
        for (var i = 1; i < heights.Length; i++)
        {
            if (!(heights[i] >= heights[i - 1])) return false;
        }
        return heights[0] >= 0 && Math.Abs(heights[^1] - 1) < 1e-6;
    }

    // A vertex that looks the same as the one before replaces it, so that heights never lag behind.
    private static void Append(List<ScreenPoint> points, double x, double y)
    {
        if (points.Count > 1 && Math.Abs(points[^1].X - x) < Visible && Math.Abs(points[^1].Y - y) < Visible) return;

        points.Add(new ScreenPoint(x, y));
    }
}
