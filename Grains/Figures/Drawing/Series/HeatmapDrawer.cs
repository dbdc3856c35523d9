using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Coloured cells, and at the right of the plot area the bar that explains their colours.</summary>
internal sealed class HeatmapDrawer : SeriesDrawer<HeatmapSeries>
{
    public override bool TakesStyle => false;

    public override bool HasKey => false;

    protected override void Extend(HeatmapSeries series, PanelExtent extent)
    {
        if (series.Values.Length == 0) return;

        extent.X.Tight = extent.Y.Tight = true;
        extent.X.Add(series.XEdges);
        extent.Y.Add(series.YEdges);
    }

    protected override void Draw(HeatmapSeries series, PanelView view, SeriesStyle style)
    {
        var scale = ColorScale.Of(series);
        foreach (var (box, value) in Cells(series, view))
            view.Context.DrawRectangle(box, scale.Color(value), OxyColors.Undefined, 0, EdgeRenderingMode.PreferSpeed);
    }

    protected override void Occupy(HeatmapSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var (box, _) in Cells(series, view))
            occupancy.Rectangle(box);
    }

    protected override double SideWidth(HeatmapSeries series, double height, TextPen pen) =>
        ColorBar.Width(ColorScale.Of(series), series.Name, height, pen);

    protected override void DrawSide(HeatmapSeries series, OxyRect box, TextPen pen) =>
        ColorBar.Draw(ColorScale.Of(series), series.Name, box, pen);

    // Edges stand on whole pixels, so that no background shines through between cells.
    private static IEnumerable<(OxyRect Box, double Value)> Cells(HeatmapSeries series, PanelView view)
    {
        double[] x = [.. series.XEdges.Select(e => Math.Round(view.X(e)))];
        double[] y = [.. series.YEdges.Select(e => Math.Round(view.Y(e)))];
        var columns = x.Length - 1;
        for (var i = 0; i < series.Values.Length; i++)
        {
            if (!(series.Values[i] > 0)) continue;

            var (row, column) = (i / columns, i % columns);
            var width = Math.Max(1, x[column + 1] - x[column]);

            // The first of named categories is at the top.
            var height = Math.Max(1, Math.Abs(y[row] - y[row + 1]));
            yield return (new OxyRect(x[column], Math.Max(y[row], y[row + 1]) - height, width, height), series.Values[i]);
        }
    }
}
