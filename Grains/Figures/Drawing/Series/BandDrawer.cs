using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>The area between two lines.</summary>
internal sealed class BandDrawer : SeriesDrawer<BandSeries>
{
    private const byte Opacity = 70;

    protected override void Extend(BandSeries series, PanelExtent extent)
    {
        extent.X.Add(series.X);
        extent.Y.Add(series.Low);
        extent.Y.Add(series.High);
    }

    protected override void Draw(BandSeries series, PanelView view, SeriesStyle style)
    {
        var fill = OxyColor.FromAColor(Opacity, style.Color);
        foreach (var run in Runs(series, view))
        {
            List<ScreenPoint> outline = [.. run.Select(at => new ScreenPoint(view.X(series.X[at]), view.Y(series.High[at])))];
            outline.AddRange(run.AsEnumerable().Reverse().Select(at => new ScreenPoint(view.X(series.X[at]), view.Y(series.Low[at]))));

            // A single place has no width of its own.
            if (run.Count == 1)
                outline = [Beside(outline[0], -1), Beside(outline[0], 1), Beside(outline[1], 1), Beside(outline[1], -1)];
            view.Context.DrawPolygon(
                outline, fill, OxyColors.Undefined, 0, EdgeRenderingMode.PreferGeometricAccuracy, null, LineJoin.Bevel);
        }
    }

    protected override void Occupy(BandSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var run in Runs(series, view))
        {
            for (var i = 0; i < run.Count; i++)
            {
                var (from, to) = (run[Math.Max(0, i - 1)], run[i]);
                var (x0, x1) = (view.X(series.X[from]), view.X(series.X[to]));
                occupancy.Rectangle(new OxyRect(
                    new ScreenPoint(x0, view.Y(Math.Max(series.High[from], series.High[to]))),
                    new ScreenPoint(x1, view.Y(Math.Min(series.Low[from], series.Low[to])))));
            }
        }
    }

    public override void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style)
    {
        var height = Math.Min(box.Height, 11);
        context.DrawRectangle(
            new OxyRect(box.Left, box.Center.Y - (height / 2), box.Width, height), OxyColor.FromAColor(Opacity, style.Color),
            OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
    }

    private static ScreenPoint Beside(ScreenPoint point, double by) => new(point.X + by, point.Y);

    // Positions without a gap between them.
    private static IEnumerable<List<int>> Runs(BandSeries series, PanelView view)
    {
        var run = new List<int>();
        for (var i = 0; i < series.X.Length; i++)
        {
            if (view.Has(series.X[i], series.Low[i]) && view.Has(series.X[i], series.High[i]))
            {
                run.Add(i);
                continue;
            }

            if (run.Count > 0) yield return run;
            run = [];
        }

        if (run.Count > 0) yield return run;
    }
}
