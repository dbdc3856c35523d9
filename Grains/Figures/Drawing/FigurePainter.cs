using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Lays a figure out: its title across the top, its panels from left to right below.</summary>
internal sealed class FigurePainter(IRenderContext context, double width, double height, PlotSizes sizes)
{
    // Narrower panels over one axis stand below one another.
    private const double NarrowestPanel = 260;

    // On a narrower page the title is smaller.
    private const double NarrowTitle = 700;

    // How far from its middle a title is broken, as a share of the width.
    private const double MostUneven = 0.1;

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
            // The last one has what belongs to all: the labels and the title of the axis, and the legend.
            var shared = (2 * sizes.TickLabel.LineHeight) + sizes.AxisTitle.LineHeight
                + (panels[^1].Legend ? sizes.LegendRow + sizes.SideGap : 0);
            var each = (height - top - sizes.Edge - shared - (sizes.PanelGap * (weights.Length - 1))) / weights.Length;
            List<(Panel Panel, OxyRect Area, PanelPlace Where)> stack = [];
            for (var i = 0; i < panels.Count; i++)
            {
                // What they share is said once: the title of their axis, and the legend. The title of a panel says what its axis does.
                var isLast = i == panels.Count - 1;
                var panel = panels[i] with { Title = panels.Count(other => other.Y == panels[i].Y) > 1 ? panels[i].Title : null };
                if (!isLast) panel = panel with { X = panel.X with { Label = "" }, Legend = panel.Legend && !HaveSameNames(panels) };
                stack.Add((panel, PanelLayout.Box(left, top, across, isLast ? each + shared : each),
                    new PanelPlace(HasAxisBelow: !isLast, RoomBelow: isLast ? 0 : sizes.PanelGap)));
                top += each + sizes.PanelGap;
            }

            // Their plot areas begin and end at the same places, as they have one axis.
            var sides = stack.ConvertAll(one => PanelPainter.Sides(one.Panel, one.Area, pen, one.Where));
            var (least, most) = (sides.Max(side => side.Left), sides.Max(side => side.Right));
            foreach (var (panel, area, where) in stack) PanelPainter.Paint(panel, area, pen, where with { Left = least, Right = most });
            return;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var area = PanelLayout.Box(left, top, share * weights[i], height - top - sizes.Edge);
            PanelPainter.Paint(panels[i], area, pen, new PanelPlace(IsBesideOthers: weights.Length > 1));
            left = area.Right + sizes.PanelGap;
        }
    }

    private static bool HaveSameNames(IReadOnlyList<Panel> panels) =>
        panels.All(panel => panel.Series.Select(series => series.Name).SequenceEqual(panels[0].Series.Select(series => series.Name)));

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
        var style = width < NarrowTitle ? sizes.PanelTitle : sizes.FigureTitle;

        // No line ends between a sign and its number.
        var text = title.Replace(" = ", "\u00A0=\u00A0", StringComparison.Ordinal);
        var across = width - (2 * sizes.Edge);

        // A title of two lines has no single word in the second.
        var lines = pen.Wrap(text, style, across, 2);
        if (lines.Count > 1 && pen.Wrap(text, style, (pen.Measure(text, style).Width / 2) + (MostUneven * across), 2) is var even
            && string.Join(' ', even) == text)
            lines = even;

        // Where there is no room for all, a name is cut, and not the count behind it.
        if (lines.Count > 1 && string.Join(' ', lines) != text && text[(lines[0].Length + 1)..] is var rest
            && rest.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at)
            lines = [lines[0], pen.Fit(rest[..at], style, across - pen.Measure(rest[at..], style).Width) + rest[at..]];
        foreach (var line in lines)
        {
            pen.Write(line, style, width / 2, y, HorizontalAlignment.Center, VerticalAlignment.Top);
            y += style.Size * 1.35;
        }
        return y + 6;
    }
}
