using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>
/// Boxes with whiskers, median, mean and separate points beyond; upright, or lying when the categories are on Y. Several series of a panel
/// stand beside one another within their category.
/// </summary>
internal sealed class BoxDrawer : SeriesDrawer<BoxSeries>
{
    private const double Share = 0.72;
    private const double Widest = 56;
    private const double Narrowest = 2;
    private const double Stroke = 1.2;
    private const double OutlierRadius = 1.6;
    private const byte OutlierOpacity = 55;
    private const byte FillOpacity = 95;

    protected override void Extend(BoxSeries series, PanelExtent extent)
    {
        if (series.Position.Length == 0) return;

        var lying = IsLying(extent.Panel);
        var (places, values) = lying ? (extent.Y, extent.X) : (extent.X, extent.Y);
        values.Add(series.P10);
        values.Add(series.P90);
        values.Add(series.Mean);
        values.Add(series.Outlier);
        places.Add(series.Position);
        if ((lying ? extent.Panel.Y : extent.Panel.X).Kind is not AxisKind.Linear) return;

        var half = SmallestGap(series.Position) / 2;
        places.Add(series.Position.Min() - half);
        places.Add(series.Position.Max() + half);
    }

    protected override void Draw(BoxSeries series, PanelView view, SeriesStyle style)
    {
        var row = Row.Of(series, view);
        Discs.Draw(view.Context, [.. Outliers(series, view, row)], OutlierRadius, OxyColor.FromAColor(OutlierOpacity, style.Color));
        for (var i = 0; i < series.Position.Length; i++)
        {
            if (IsBox(series, i)) DrawBox(series, i, row, view, style);
        }
    }

    protected override void Occupy(BoxSeries series, PanelView view, Occupancy occupancy)
    {
        var row = Row.Of(series, view);
        foreach (var (x, y) in Outliers(series, view, row))
            occupancy.Point(x, y);
        for (var i = 0; i < series.Position.Length; i++)
        {
            if (!IsBox(series, i)) continue;

            var at = row.At(series.Position[i]);
            var half = row.Width / 2;
            occupancy.Rectangle(row.Rectangle(at - half, at + half, series.P10[i], series.P90[i]));
            if (row.Has(series.Mean[i])) occupancy.Rectangle(row.Rectangle(at - half, at + half, series.Mean[i], series.Mean[i]));
        }
    }

    public override void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style) =>
        context.DrawRectangle(
            new OxyRect(box.Center.X - 7, box.Center.Y - 5, 14, 10),
            Tint(style.Color),
            style.Color,
            Stroke,
            EdgeRenderingMode.PreferSharpness);

    private static void DrawBox(BoxSeries series, int i, Row row, PanelView view, SeriesStyle style)
    {
        var at = row.At(series.Position[i]);
        var half = row.Width / 2;
        var cap = half * 0.55;
        Line(at, series.P10[i], at, series.P25[i], style.Color, Stroke);
        Line(at, series.P75[i], at, series.P90[i], style.Color, Stroke);
        Line(at - cap, series.P10[i], at + cap, series.P10[i], style.Color, Stroke);
        Line(at - cap, series.P90[i], at + cap, series.P90[i], style.Color, Stroke);
        var box = row.Rectangle(at - half, at + half, series.P25[i], series.P75[i]);
        var stroke = row.Width < 5 ? Stroke / 2 : Stroke;
        view.Context.DrawRectangle(box, Tint(style.Color), style.Color, stroke, EdgeRenderingMode.PreferGeometricAccuracy);
        Line(at - half, series.Median[i], at + half, series.Median[i], PlotStyle.Ink, 2);
        if (row.Has(series.Mean[i])) DrawMean(view.Context, row.Point(at, series.Mean[i]), row.Width);

        void Line(double fromPlace, double fromValue, double toPlace, double toValue, OxyColor color, double thickness) =>
            view.Context.DrawLine(
                [row.Point(fromPlace, fromValue), row.Point(toPlace, toValue)],
                color,
                thickness,
                EdgeRenderingMode.PreferGeometricAccuracy,
                null,
                LineJoin.Miter);
    }

    private static void DrawMean(IRenderContext context, ScreenPoint at, double width)
    {
        var size = Math.Clamp(width * 0.26, 2.6, 5);
        context.DrawPolygon(
            [new(at.X, at.Y - size), new(at.X + size, at.Y + (size * 0.8)), new(at.X - size, at.Y + (size * 0.8))],
            OxyColors.White,
            PlotStyle.Ink,
            1,
            EdgeRenderingMode.PreferGeometricAccuracy,
            null,
            LineJoin.Miter);
    }

    // Opaque, so that grid lines and outliers do not show through.
    private static OxyColor Tint(OxyColor color) => OxyColor.Interpolate(OxyColors.White, color, FillOpacity / 255.0);

    private static IEnumerable<(double X, double Y)> Outliers(BoxSeries series, PanelView view, Row row)
    {
        for (var i = 0; i < series.Outlier.Length; i++)
        {
            if (!row.Has(series.Outlier[i])) continue;

            var point = row.Point(row.At(series.Position[series.OutlierBox[i]]), series.Outlier[i]);
            yield return (point.X, point.Y);
        }
    }

    private static bool IsBox(BoxSeries series, int i) => double.IsFinite(series.P10[i]) && double.IsFinite(series.P90[i]);

    private static bool IsLying(Panel panel) => panel.Y.Kind == AxisKind.Category;

    private static double SmallestGap(double[] positions)
    {
        var smallest = double.PositiveInfinity;
        double[] sorted = [.. positions.Distinct().Order()];
        for (var i = 1; i < sorted.Length; i++)
            smallest = Math.Min(smallest, sorted[i] - sorted[i - 1]);
        return double.IsFinite(smallest) ? smallest : 1;
    }

    /// <summary>Where the boxes of one series stand on the canvas: <c>At</c> along the axis of places, and their width.</summary>
    private readonly record struct Row(PanelView View, bool Lying, double Offset, double Width)
    {
        public static Row Of(BoxSeries series, PanelView view)
        {
            var lying = IsLying(view.Panel);
            var all = view.Panel.Series.OfType<BoxSeries>().ToList();
            var index = all.FindIndex(s => ReferenceEquals(s, series));
            var each = Math.Min(Slot(all, view, lying) * Share / all.Count, Widest);
            var gap = all.Count > 1 ? each * 0.14 : 0;
            return new Row(view, lying, (index - ((all.Count - 1) / 2.0)) * each, Math.Max(Narrowest, each - gap));
        }

        public double At(double position) => (Lying ? View.Y(position) : View.X(position)) + Offset;

        public bool Has(double value) => (Lying ? View.XScale : View.YScale).Has(value);

        public ScreenPoint Point(double place, double value) =>
            Lying ? new ScreenPoint(View.X(value), place) : new ScreenPoint(place, View.Y(value));

        public OxyRect Rectangle(double from, double to, double low, double high) => new(Point(from, high), Point(to, low));

        private static double Slot(List<BoxSeries> all, PanelView view, bool lying)
        {
            var scale = lying ? view.YScale : view.XScale;
            if (scale.Kind == AxisKind.Category) return view.Slot(scale);

            double[] places = [.. all.SelectMany(s => s.Position).Select(p => lying ? view.Y(p) : view.X(p))];
            return places.Distinct().Skip(1).Any() ? SmallestGap(places) : Widest;
        }
    }
}
