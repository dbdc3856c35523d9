using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Lays a figure out: its title across the top, its panels from left to right below.</summary>
internal sealed class FigurePainter(IRenderContext context, double width, double height, PlotSizes sizes)
{
    // Narrower panels over one axis stand below one another.
    private const double NarrowestPanel = 260;

    public void Paint(Figure figure)
    {
        var pen = new TextPen(context, PlotFont.Family, sizes);
        var top = sizes.IsTitled ? PaintTitle(pen, figure.Title) : sizes.Edge + 2;
        var panels = Shown(figure.Panels);
        if (!sizes.IsTitled && panels is [{ Title: not null } only]) panels = [only with { Title = null }];
        double[] weights = [.. panels.Select(p => p.Series.Any(s => s is PieSlices) ? 0.8 : 1.0)];
        var across = width - (2 * sizes.Edge);
        var share = (across - (sizes.PanelGap * (weights.Length - 1))) / weights.Sum();
        var left = sizes.Edge;
        if (weights.Length > 1 && share < NarrowestPanel && panels.All(panel => panel.X == panels[0].X))
        {
            var each = (height - top - sizes.Edge - (sizes.PanelGap * (weights.Length - 1))) / weights.Length;
            for (var i = 0; i < panels.Count; i++)
            {
                // The axis that they share has its title once.
                var isLast = i == panels.Count - 1;
                var panel = isLast ? panels[i] : panels[i] with { X = panels[i].X with { Label = "" } };
                PanelPainter.Paint(panel, PanelLayout.Box(left, top, across, each), pen);
                top += each + sizes.PanelGap;
            }

            return;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var area = PanelLayout.Box(left, top, share * weights[i], height - top - sizes.Edge);
            PanelPainter.Paint(panels[i], area, pen);
            left = area.Right + sizes.PanelGap;
        }
    }

    // Where there is no room for two panels, a pie that stands beside the bars of the same numbers is left out.
    private IReadOnlyList<Panel> Shown(IReadOnlyList<Panel> panels)
    {
        if (panels.Count < 2 || width / panels.Count >= NarrowestPanel) return panels;
        List<Panel> kept = [.. panels.Where(panel => !panel.Series.Any(series => series is PieSlices))];
        return kept.Count > 0 ? kept : panels;
    }

    private double PaintTitle(TextPen pen, string title)
    {
        var y = sizes.Edge;
        foreach (var line in pen.Wrap(title, pen.Sizes.FigureTitle, width - (2 * sizes.Edge), 2))
        {
            pen.Write(line, pen.Sizes.FigureTitle, width / 2, y, HorizontalAlignment.Center, VerticalAlignment.Top);
            y += pen.Sizes.FigureTitle.Size * 1.35;
        }
        return y + 6;
    }
}
