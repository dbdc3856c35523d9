using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Where the lines of a panel's marks run and where their texts stand.</summary>
internal static class MarkTexts
{
    private const double Gap = 5;
    private const double NarrowestBeside = 400;
    private const double AxisWidth = 60;

    /// <summary>Whether the texts of a panel's marks stand beside their lines, and not above the plot area.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="width">Width of the panel, with its axes.</param>
    public static bool AreBeside(Panel panel, double width) => width >= NarrowestBeside || panel.X.Kind == AxisKind.None;

    /// <summary>The line of a mark; null when it has no place on its axis.</summary>
    public static (ScreenPoint From, ScreenPoint To)? Line(MarkLine mark, PanelView view)
    {
        var scale = mark.Vertical ? view.XScale : view.YScale;
        if (!scale.Has(mark.Position)) return null;

        return mark.Vertical
            ? (new ScreenPoint(view.X(mark.Position), view.Area.Top), new ScreenPoint(view.X(mark.Position), view.Area.Bottom))
            : (new ScreenPoint(view.Area.Right, view.Y(mark.Position)), new ScreenPoint(view.Area.Left, view.Y(mark.Position)));
    }

    /// <summary>The box of a mark's text; null when it has none.</summary>
    public static OxyRect? BoxOf(MarkLine mark, PanelView view)
    {
        if (mark.Name is null || !AreBeside(view.Panel, view.Area.Width + AxisWidth)) return null;

        var data = new Occupancy(view.Area);
        foreach (var series in view.Panel.Series.Where(s => s is not MarkLine))
            SeriesDrawers.Of(series).Occupy(series, view, data);
        var marks = view.Panel.Series.OfType<MarkLine>().Where(m => Line(m, view) is not null).ToList();
        var taken = new List<OxyRect>();
        foreach (var each in marks.Where(m => m.Name is not null))
        {
            var candidates = Candidates(each, view).ToList();
            var apart = candidates.Where(c => Contains(view.Area, c) && !taken.Any(t => Touch(t, c))).ToList();
            var free = apart.Where(c => IsFree(c, each));
            var box = free.Concat(apart).Concat(candidates).First();
            if (ReferenceEquals(each, mark)) return box;

            taken.Add(box);
        }
        return null;

        bool IsFree(OxyRect box, MarkLine own) =>
            data.IsFree(box) && !marks.Any(m => !ReferenceEquals(m, own) && Crosses(m, box, view));
    }

    // For a vertical line from the top down, first at its right, then at its left. For a level line at its right end, first above, then
    // below.
    private static IEnumerable<OxyRect> Candidates(MarkLine mark, PanelView view)
    {
        var size = view.Pen.Measure(mark.Name!, view.Sizes.Mark);
        var width = size.Width + 4;
        var height = size.Height + 2;
        var area = view.Area;
        if (mark.Vertical)
        {
            var x = view.X(mark.Position);
            var right = x + Gap + width <= area.Right;
            for (var y = area.Top + Gap; y + height <= area.Bottom || y == area.Top + Gap; y += height + 3)
            {
                if (right) yield return new OxyRect(x + Gap, y, width, height);
                yield return new OxyRect(x - Gap - width, y, width, height);
            }
            yield break;
        }
        var level = view.Y(mark.Position);
        var above = level - height - 2 >= area.Top;
        for (var x = area.Right - width - Gap; x >= area.Left || x == area.Right - width - Gap; x -= width / 2)
        {
            if (above) yield return new OxyRect(x, level - height - 2, width, height);
            yield return new OxyRect(x, level + 2, width, height);
        }
    }

    private static bool Crosses(MarkLine mark, OxyRect box, PanelView view) => mark.Vertical
        ? view.X(mark.Position) is var x && x > box.Left - 2 && x < box.Right + 2
        : view.Y(mark.Position) is var y && y > box.Top - 2 && y < box.Bottom + 2;

    private static bool Touch(OxyRect one, OxyRect other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;

    private static bool Contains(OxyRect area, OxyRect box) =>
        box.Left >= area.Left && box.Right <= area.Right && box.Top >= area.Top && box.Bottom <= area.Bottom;
}
