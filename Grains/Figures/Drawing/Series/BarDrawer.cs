using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Bars: vertical, or horizontal when the categories are on Y; several series of a panel stand side by side.</summary>
internal sealed class BarDrawer : SeriesDrawer<BarSeries>
{
    private const double Share = 0.8;
    private const double Widest = 110;
    private const double Thinnest = 1.5;

    // Narrower bars are visibly unequal where their edges are set on whole pixels.
    private const double NarrowestSharp = 7;
    private const double LabelGap = 4;

    // On narrower bars, a turned label touches its neighbours.
    private const double NarrowestLabelled = 12;

    // Labels can stand above the plot area's edge only when bounds are fixed. A cut label loses digits.
    public override bool IsClipped => false;

    protected override void Extend(BarSeries series, PanelExtent extent)
    {
        if (series.Values.Length == 0) return;

        var lying = IsLying(extent.Panel);
        var (places, values) = lying ? (extent.Y, extent.X) : (extent.X, extent.Y);
        var length = lying ? extent.Height : extent.Width;
        var axis = lying ? extent.Panel.Y : extent.Panel.X;
        var slots = Math.Max(axis.Categories?.Count ?? 0, series.Values.Length) + 0.2;
        places.Tight = true;
        places.Add(axis.Kind == AxisKind.Category ? 0 : -0.6);
        places.Add(series.Values.Length - (axis.Kind == AxisKind.Category ? 1 : 0.4));
        values.FromZero = true;
        values.IsWhole = series.Values.All(v => double.IsInteger(v) || double.IsNaN(v));
        values.Add(series.Values);
        if (!series.Labelled) return;

        var width = extent.Pen.Widest(series.Values.Where(double.IsFinite).Select(NumberText.Value), extent.Pen.Sizes.ValueLabel);
        var slot = length / slots * Share / Bars(extent.Panel);
        // Near the limit, room is kept for the turned label too, because the final slot can be a little narrower.
        var room = lying || width > slot * 0.9 ? width : extent.Pen.Sizes.ValueLabel.LineHeight;
        values.Headroom = Math.Max(values.Headroom, room + (2 * LabelGap) + 4);
    }

    protected override void Draw(BarSeries series, PanelView view, SeriesStyle style)
    {
        var boxes = Boxes(series, view).Select(b => Cut(b.Box, view.Area)).ToList();
        var width = BarWidth(view) * view.Slot(IsLying(view.Panel) ? view.YScale : view.XScale);
        var edges = width < NarrowestSharp ? EdgeRenderingMode.PreferGeometricAccuracy : EdgeRenderingMode.PreferSharpness;
        view.Context.DrawRectangles(boxes, style.Color, OxyColors.Undefined, 0, edges);
        if (series.Labelled) DrawLabels(series, view);
    }

    protected override void Occupy(BarSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var (box, _) in Boxes(series, view))
            occupancy.Rectangle(box);
        if (!series.Labelled) return;

        foreach (var (box, value) in Boxes(series, view))
        {
            var width = view.Pen.Measure(NumberText.Value(value), view.Sizes.ValueLabel).Width + LabelGap;
            var height = view.Sizes.ValueLabel.LineHeight + LabelGap;
            occupancy.Rectangle(IsLying(view.Panel)
                ? new OxyRect(box.Right, box.Top, width, box.Height)
                : IsTurned(series, view)
                    ? new OxyRect(box.Left, box.Top - width, box.Width, width)
                    : new OxyRect(box.Center.X - (width / 2), box.Top - height, width, height));
        }
    }

    private static void DrawLabels(BarSeries series, PanelView view)
    {
        var lying = IsLying(view.Panel);
        var turned = !lying && IsTurned(series, view);
        var slot = view.Slot(lying ? view.YScale : view.XScale) * Share / Bars(view.Panel);
        if ((lying || turned) && slot < NarrowestLabelled * Share) return;

        foreach (var (box, value) in Boxes(series, view))
        {
            var label = NumberText.Value(value);
            if (lying)
                view.Pen.Write(label, view.Sizes.ValueLabel, box.Right + LabelGap, box.Center.Y, HorizontalAlignment.Left,
                    VerticalAlignment.Middle);
            else if (turned)
                view.Pen.Write(label, view.Sizes.ValueLabel, box.Center.X, box.Top - LabelGap, HorizontalAlignment.Left,
                    VerticalAlignment.Middle, -90);
            else
                view.Pen.Write(label, view.Sizes.ValueLabel, box.Center.X, box.Top - LabelGap + 1, HorizontalAlignment.Center,
                    VerticalAlignment.Bottom);
        }
    }

    private static bool IsTurned(BarSeries series, PanelView view)
    {
        var slot = view.Slot(view.XScale) * Share / Bars(view.Panel);
        var widest = view.Pen.Widest(series.Values.Where(double.IsFinite).Select(NumberText.Value), view.Sizes.ValueLabel);
        return widest > slot / Share * (Bars(view.Panel) == 1 ? 0.94 : 0.8);
    }

    private static IEnumerable<(OxyRect Box, double Value)> Boxes(BarSeries series, PanelView view)
    {
        var lying = IsLying(view.Panel);
        var bars = Bars(view.Panel);
        var width = BarWidth(view);
        var offset = (-width * bars / 2)
            + (view.Panel.Series.OfType<BarSeries>().TakeWhile(s => !ReferenceEquals(s, series)).Count() * width);
        for (var i = 0; i < series.Values.Length; i++)
        {
            var value = series.Values[i];
            if (!double.IsFinite(value)) continue;

            var from = i + offset;
            yield return lying
                ? (new OxyRect(new ScreenPoint(view.X(0), view.Y(from)), new ScreenPoint(view.X(value), view.Y(from + width))), value)
                : (new OxyRect(new ScreenPoint(view.X(from), view.Y(value)), new ScreenPoint(view.X(from + width), view.Y(0))), value);
        }
    }

    /// <summary>The width of a bar, as a share of its category's room.</summary>
    private static double BarWidth(PanelView view)
    {
        var slot = view.Slot(IsLying(view.Panel) ? view.YScale : view.XScale);
        return Math.Min(Share / Bars(view.Panel), Widest / slot);
    }

    // A bar keeps a visible line at its foot, so that a small count beside a large one is not taken for none.
    private static OxyRect Cut(OxyRect box, OxyRect area)
    {
        var cut = box.Intersect(area);
        if (cut.Height is > 0 and < Thinnest) return new OxyRect(cut.Left, cut.Bottom - Thinnest, cut.Width, Thinnest);
        if (cut.Width is > 0 and < Thinnest) return new OxyRect(cut.Left, cut.Top, Thinnest, cut.Height);
        return cut;
    }

    private static bool IsLying(Panel panel) => panel.Y.Kind == AxisKind.Category;

    private static int Bars(Panel panel) => panel.Series.Count(s => s is BarSeries);
}
