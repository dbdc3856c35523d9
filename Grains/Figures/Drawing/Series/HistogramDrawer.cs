using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Bars between the edges of bins on a numeric axis.</summary>
internal sealed class HistogramDrawer : SeriesDrawer<HistogramSeries>
{
    private const double Separator = 0.8;
    private const double NarrowestSeparated = 5;
    private const byte Translucent = 150;

    // Rows kept free above the bars for the texts of marks.
    private const int MostRows = 2;

    protected override void Extend(HistogramSeries series, PanelExtent extent)
    {
        if (series.Counts.Length == 0) return;

        extent.X.Tight = true;
        extent.X.Add(series.Edges);
        extent.Y.FromZero = true;
        extent.Y.IsWhole = series.Counts.All(double.IsInteger);
        extent.Y.Add(series.Counts);
        var marks = extent.Panel.Series.Count(s => s is MarkLine { Vertical: true, Name: not null });
        extent.Y.Headroom = Math.Max(extent.Y.Headroom, Math.Min(marks, MostRows) * extent.Pen.Sizes.Mark.LineHeight * 1.5);
    }

    protected override void Draw(HistogramSeries series, PanelView view, SeriesStyle style)
    {
        var several = view.Panel.Series.Count(s => s is HistogramSeries) > 1;
        var fill = several ? OxyColor.FromAColor(Translucent, style.Color) : style.Color;
        foreach (var box in Boxes(series, view))
        {
            var separator = box.Width >= NarrowestSeparated ? Separator : 0;
            view.Context.DrawRectangle(box, fill, OxyColors.White, separator, EdgeRenderingMode.PreferGeometricAccuracy);
        }
    }

    protected override void Occupy(HistogramSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var box in Boxes(series, view))
            occupancy.Rectangle(box);
    }

    private static IEnumerable<OxyRect> Boxes(HistogramSeries series, PanelView view)
    {
        for (var i = 0; i < series.Counts.Length; i++)
        {
            if (!(series.Counts[i] > 0)) continue;

            var left = view.X(series.Edges[i]);
            var right = Math.Max(view.X(series.Edges[i + 1]), left + 1);
            yield return new OxyRect(new ScreenPoint(left, view.Y(series.Counts[i])), new ScreenPoint(right, view.Y(0)));
        }
    }
}
