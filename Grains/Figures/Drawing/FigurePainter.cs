using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Lays a figure out: its title across the top, its panels from left to right below.</summary>
internal sealed class FigurePainter(IRenderContext context, double width, double height)
{
    private const double Edge = 12;
    private const double Gap = 18;

    public void Paint(Figure figure)
    {
        var pen = new TextPen(context, PlotFont.Family);
        var top = PaintTitle(pen, figure.Title);
        double[] weights = [.. figure.Panels.Select(p => p.Series.Any(s => s is PieSlices) ? 0.8 : 1.0)];
        var share = (width - (2 * Edge) - (Gap * (weights.Length - 1))) / weights.Sum();
        var left = Edge;
        for (var i = 0; i < weights.Length; i++)
        {
            var area = PanelLayout.Box(left, top, share * weights[i], height - top - Edge);
            PanelPainter.Paint(figure.Panels[i], area, pen);
            left = area.Right + Gap;
        }
    }

    private double PaintTitle(TextPen pen, string title)
    {
        var y = Edge;
        foreach (var line in pen.Wrap(title, PlotStyle.FigureTitle, width - (2 * Edge), 2))
        {
            pen.Write(line, PlotStyle.FigureTitle, width / 2, y, HorizontalAlignment.Center, VerticalAlignment.Top);
            y += PlotStyle.FigureTitle.Size * 1.35;
        }
        return y + 6;
    }
}
