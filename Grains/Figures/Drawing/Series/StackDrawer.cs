using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Bars of layers that stand on one another, in the order of the panel's series.</summary>
internal sealed class StackDrawer : SeriesDrawer<StackSeries>
{
    private const double Share = 0.82;
    private const double Widest = 110;
    private const double Separator = 0.6;
    private const double NarrowestSeparated = 5;

    public override bool IsArea => true;

    protected override void Extend(StackSeries series, PanelExtent extent)
    {
        if (series.Values.Length == 0) return;
        extent.X.Tight = true;
        extent.X.Add(0);
        extent.X.Add(series.Values.Length - 1);
        extent.Y.FromZero = true;
        for (var i = 0; i < series.Values.Length; i++)
            extent.Y.Add(Below(series, extent.Panel, i) + Height(series, i));
    }

    protected override void Draw(StackSeries series, PanelView view, SeriesStyle style)
    {
        foreach (var box in Boxes(series, view))
        {
            var separator = box.Width >= NarrowestSeparated ? Separator : 0;
            view.Context.DrawRectangle(box, style.Color, OxyColors.White, separator, EdgeRenderingMode.PreferGeometricAccuracy);
        }
    }

    protected override void Occupy(StackSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var box in Boxes(series, view)) occupancy.Rectangle(box);
    }

    private static IEnumerable<OxyRect> Boxes(StackSeries series, PanelView view)
    {
        var half = Math.Min(Share, Widest / view.Slot(view.XScale)) / 2;
        for (var i = 0; i < series.Values.Length; i++)
        {
            if (Height(series, i) is not (> 0 and var height)) continue;
            var below = Below(series, view.Panel, i);
            yield return new OxyRect(
                new ScreenPoint(view.X(i - half), view.Y(below + height)), new ScreenPoint(view.X(i + half), view.Y(below)));
        }
    }

    private static double Below(StackSeries series, Panel panel, int i) => panel.Series.OfType<StackSeries>()
        .TakeWhile(each => !ReferenceEquals(each, series)).Sum(each => i < each.Values.Length ? Height(each, i) : 0);

    private static double Height(StackSeries series, int i) => double.IsFinite(series.Values[i]) ? Math.Max(0, series.Values[i]) : 0;
}
