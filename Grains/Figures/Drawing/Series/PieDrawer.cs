using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>A pie with the percentages of its larger slices on them and a list of all slices beside or below it.</summary>
internal sealed class PieDrawer : SeriesDrawer<PieSlices>
{
    private const double SmallestLabelled = 0.05;
    private const double LabelPlace = 0.72;

    // On a shorter arc, as a share of its width, a percentage touches its neighbours.
    private const double LeastArc = 0.7;
    private const double RowHeight = 20;
    private const double Swatch = 12;
    private const double Gap = 10;
    private const double Border = 0.8;

    public override bool TakesStyle => false;

    public override bool HasKey => false;

    protected override void Extend(PieSlices series, PanelExtent extent)
    {
        if (Total(series) <= 0) return;

        extent.X.Add(0);
        extent.Y.Add(0);
    }

    protected override void Draw(PieSlices series, PanelView view, SeriesStyle style)
    {
        var total = Total(series);
        if (total <= 0) return;

        var rows = series.Values.Count(IsSlice);
        var beside = view.Area.Width > view.Area.Height * 1.25;
        var listHeight = rows * RowHeight;
        var percent = view.Pen.Measure("100.0 %", view.Sizes.Legend).Width;
        var most = (beside ? view.Area.Width * 0.45 : view.Area.Width) - percent - Swatch - (3 * Gap);
        var names = Math.Min(most, view.Pen.Widest(view.Pen.FitAll(series.Labels, view.Sizes.Legend, most), view.Sizes.Legend));
        var listWidth = Swatch + Gap + names + Gap + percent;

        var across = Math.Min(view.Area.Width - listWidth - (3 * Gap), view.Area.Height);
        var left = view.Area.Center.X - ((across + (3 * Gap) + listWidth) / 2);
        var (pie, list) = beside
            ? (PanelLayout.Box(left, view.Area.Top, across, view.Area.Height),
               PanelLayout.Box(left + across + (3 * Gap), view.Area.Center.Y - (listHeight / 2), listWidth, listHeight))
            : (PanelLayout.Box(view.Area.Left, view.Area.Top, view.Area.Width, Math.Max(60, view.Area.Height - listHeight - (2 * Gap))),
               PanelLayout.Box(view.Area.Center.X - (listWidth / 2), view.Area.Bottom - listHeight, listWidth, listHeight));
        DrawSlices(series, total, pie, view);
        DrawList(series, total, list, names, view.Pen);
    }

    protected override void Occupy(PieSlices series, PanelView view, Occupancy occupancy) => occupancy.Rectangle(view.Area);

    private static void DrawSlices(PieSlices series, double total, OxyRect box, PanelView view)
    {
        var radius = Math.Max(1, (Math.Min(box.Width, box.Height) / 2) - 4);
        var from = -Math.PI / 2;
        for (var i = 0; i < series.Values.Length; i++)
        {
            if (!IsSlice(series.Values[i])) continue;

            var share = series.Values[i] / total;
            var to = from + (share * 2 * Math.PI);
            var color = PlotStyle.Slice(i, series.Labels[i]);
            view.Context.DrawPolygon(
                Sector(box.Center, radius, from, to),
                color,
                OxyColors.White,
                share < 1 ? Border : 0,
                EdgeRenderingMode.PreferGeometricAccuracy,
                null,
                LineJoin.Bevel);
            var percent = view.Pen.Measure(NumberText.Percent(share), view.Sizes.Legend).Width;
            if (share >= SmallestLabelled && (to - from) * radius * LabelPlace >= percent * LeastArc)
            {
                var middle = (from + to) / 2;
                var at = share < 1 ? radius * LabelPlace : 0;
                view.Pen.Write(
                    NumberText.Percent(share),
                    view.Sizes.Legend,
                    box.Center.X + (at * Math.Cos(middle)),
                    box.Center.Y + (at * Math.Sin(middle)),
                    HorizontalAlignment.Center,
                    VerticalAlignment.Middle,
                    0,
                    PlotStyle.InkOn(color));
            }
            from = to;
        }
    }

    private static List<ScreenPoint> Sector(ScreenPoint center, double radius, double from, double to)
    {
        var steps = Math.Max(1, (int)Math.Ceiling((to - from) / 0.02));
        var points = new List<ScreenPoint>(steps + 2);
        if (to - from < 2 * Math.PI * 0.999999) points.Add(center);
        for (var i = 0; i <= steps; i++)
        {
            var angle = from + ((to - from) * i / steps);
            points.Add(new ScreenPoint(center.X + (radius * Math.Cos(angle)), center.Y + (radius * Math.Sin(angle))));
        }
        return points;
    }

    private static void DrawList(PieSlices series, double total, OxyRect box, double names, TextPen pen)
    {
        var y = box.Top + (RowHeight / 2);
        var labels = pen.FitAll(series.Labels, pen.Sizes.Legend, names + 0.01);
        for (var i = 0; i < series.Values.Length; i++)
        {
            if (!IsSlice(series.Values[i])) continue;

            var swatch = new OxyRect(box.Left, y - (Swatch / 2), Swatch, Swatch);
            pen.Context.DrawRectangle(
                swatch, PlotStyle.Slice(i, series.Labels[i]), OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
            pen.Write(labels[i], pen.Sizes.Legend, swatch.Right + Gap, y, HorizontalAlignment.Left, VerticalAlignment.Middle);
            pen.Write(NumberText.Percent(series.Values[i] / total), pen.Sizes.Legend, box.Right, y, HorizontalAlignment.Right,
                VerticalAlignment.Middle);
            y += RowHeight;
        }
    }

    private static bool IsSlice(double value) => double.IsFinite(value) && value > 0;

    private static double Total(PieSlices series) => series.Values.Where(IsSlice).Sum();
}
