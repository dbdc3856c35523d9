using OxyPlot;
using OxyPlot.Axes;

namespace LlmWorkload.Figures;

/// <summary>Lays a panel out and draws it: title, axes, series, legend and notes.</summary>
internal sealed class PanelPainter
{
    private const double TitleGap = 8;

    // A panel less wide has no room beside its plot area.
    private const double NarrowPanel = LegendBox.NarrowArea;

    private readonly Panel _panel;
    private readonly TextPen _pen;
    private readonly LegendEntry[] _entries;
    private readonly List<LegendEntry> _keys;
    private readonly int[] _order;
    private readonly PanelPlace _where;
    private PanelLayout? _layout;
    private (PanelView View, Occupancy Of)? _occupied;

    private PanelPainter(Panel panel, TextPen pen, PanelPlace where)
    {
        (_panel, _pen, _where) = (panel, pen, where);
        _entries = new LegendEntry[panel.Series.Count];
        var hidden = Behind(panel);
        var taken = panel.Series.Select(series => series.Colour).OfType<int>().ToHashSet();
        var next = 0;
        for (var i = 0; i < _entries.Length; i++)
        {
            var series = panel.Series[i];
            var drawer = SeriesDrawers.Of(series);
            var name = series.Name ?? "";
            if (hidden.Contains(i))
            {
                _entries[i] = new LegendEntry("", drawer, PlotStyle.InTheBack(pen.Sizes));
                continue;
            }

            var number = series.Colour ?? 0;
            if (series.Colour is null && drawer.TakesStyle)
            {
                while (taken.Contains(next)) next++;
                number = next++;
            }

            var style = drawer.IsArea ? PlotStyle.Area(number, name, pen.Sizes) : PlotStyle.Series(number, pen.Sizes);

            // Dashes only tell lines of one colour apart.
            if (!panel.Series.Any(other => other.Colour != number && other.Colour is { } each && PlotStyle.AreAlike(each, number))
                && series.Colour is not null)
                style = style with { Dashes = null };
            var beneath = series is BandSeries
                ? Enumerable.Range(0, i).Count(at => panel.Series[at] is BandSeries && _entries[at].Style.Color == style.Color)
                : 0;
            _entries[i] = new LegendEntry(name, drawer, style, series.N, beneath);
        }

        // Those behind are painted first, and listed as one.
        _order = [.. hidden.Order(), .. Enumerable.Range(0, _entries.Length).Where(i => !hidden.Contains(i))];
        _keys = [.. _entries.Where(entry => entry.Drawer.HasKey && entry.Name.Length > 0)];
        if (hidden.Count > 0)
        {
            var first = panel.Series[hidden.Min()];
            _keys.Add(new LegendEntry($"{hidden.Count} others", SeriesDrawers.Of(first), PlotStyle.InTheBack(pen.Sizes)));
        }
    }

    // Of more lines than there are colours, those after the last colour are behind. What stands for all requests keeps its ink.
    private static HashSet<int> Behind(Panel panel)
    {
        int[] lines = [.. Enumerable.Range(0, panel.Series.Count)
            .Where(i => panel.Series[i] is LineSeries { Name: not null } line && line.Colour != FigureSeries.Whole)];
        return lines.Length <= PlotStyle.Colours ? [] : [.. lines.Skip(PlotStyle.Colours)];
    }

    /// <summary>Paints a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="area">Where it is.</param>
    /// <param name="pen">For texts.</param>
    /// <param name="where">What stands around it.</param>
    public static void Paint(Panel panel, OxyRect area, TextPen pen, PanelPlace where) => new PanelPainter(panel, pen, where).Paint(area);

    /// <summary>The room that a panel needs left and right of its plot area.</summary>
    public static (double Left, double Right) Sides(Panel panel, OxyRect area, TextPen pen, PanelPlace where)
    {
        var plot = new PanelPainter(panel, pen, where).Arrange(area).Layout.View.Area;
        return (plot.Left - area.Left, area.Right - plot.Right);
    }

    private void Paint(OxyRect area)
    {
        var (title, body, legend, notes, strip, place, layout, side, below) = Arrange(area);
        PaintTitle(title, area, layout.View.Area.Center.X);
        strip?.Draw(body.Left, body.Top);
        if (_panel.X.Kind != AxisKind.None) PaintAxes(layout);
        PaintSeries(layout.View);
        PaintSides(layout, body.Height - below - (strip?.Height ?? 0));
        if (layout.IsEmpty) PaintNoData(layout.View.Area);
        if (legend is { IsRight: true }) legend.Draw(body.Right - side + _pen.Sizes.SideGap, layout.View.Area.Top);
        if (legend is { IsRight: false }) legend.Draw(body.Center.X - (legend.Width / 2), body.Bottom - legend.Height);
        if (place is { } box) notes!.Draw(box);
    }

    private Arrangement Arrange(OxyRect area)
    {
        var title = TitleLines(area.Width);
        var titled = title.Count == 0 ? 0 : (title.Count * _pen.Sizes.PanelTitle.LineHeight) + TitleGap;
        var body = PanelLayout.Box(area.Left, area.Top + titled, area.Width, area.Height - titled);
        var legend = _panel.Legend ? LegendBox.Of(_keys, body, _pen, _where.IsBesideOthers) : null;
        var notes = _panel.Notes.Count > 0 ? new NotesBox(_panel.Notes, _pen) : null;
        var strip = Strip(notes, body, legend);
        var side = legend is { IsRight: true } ? legend.Width + _pen.Sizes.SideGap : 0;
        var below = legend is { IsRight: false } ? legend.Height + _pen.Sizes.SideGap : 0;
        var above = strip?.Height ?? 0;
        var layout = Layout(body, side, below, above);
        var place = strip is null ? notes?.FreePlace(Occupied(layout.View)) : null;
        if (notes is not null && strip is null && place is null)
        {
            side = Math.Max(side, notes.Width + _pen.Sizes.SideGap);
            layout = Layout(body, side, below, above);
            var top = layout.View.Area.Top + (legend is { IsRight: true } ? legend.Height + _pen.Sizes.SideGap : 0);
            place = new OxyRect(body.Right - side + _pen.Sizes.SideGap, top, notes.Width, notes.Height);
        }

        return new Arrangement(title, body, legend, notes, strip, place, layout, side, below);
    }

    // On a wide panel notes that cover data stand above where one row is enough, else beside.
    private NotesStrip? WideStrip(NotesBox? notes, OxyRect body, LegendBox? legend)
    {
        if (notes is null) return null;
        var side = legend is { IsRight: true } ? legend.Width + _pen.Sizes.SideGap : 0;
        var below = legend is { IsRight: false } ? legend.Height + _pen.Sizes.SideGap : 0;
        if (notes.FreePlace(Occupied(Layout(body, side, below, 0).View)) is not null) return null;
        var strip = new NotesStrip(_panel.Notes, body.Width, _pen);
        return strip.Rows == 1 ? strip : null;
    }

    private PanelLayout Layout(OxyRect body, double side, double below, double above)
    {
        var bars = SideWidths(body.Height - below - above).Sum(w => w + _pen.Sizes.SideGap);
        var outer = PanelLayout.Box(body.Left, body.Top + above, body.Width - bars - side, body.Height - below - above);

        // Whether notes have a place is asked of the layout that is often taken then.
        return _layout is { } known && known.Outer.Equals(outer) ? known : _layout = PanelLayout.Of(_panel, outer, _pen, _where);
    }

    // A narrow panel keeps its width for the data: what does not fit on it, and the texts of marks, stand above.
    private NotesStrip? Strip(NotesBox? notes, OxyRect body, LegendBox? legend)
    {
        if (body.Width >= NarrowPanel) return WideStrip(notes, body, legend);
        var marks = MarkTexts.AreBeside(_panel, body.Width) ? [] : _panel.Series.OfType<MarkLine>().OrderBy(mark => mark.Position)
            .Select(mark => mark.Name).OfType<string>().ToList();
        if (notes is null && marks.Count == 0) return null;
        var below = legend is { IsRight: false } ? legend.Height + _pen.Sizes.SideGap : 0;
        if (marks.Count == 0 && notes!.FreePlace(Occupied(Layout(body, 0, below, 0).View)) is not null) return null;
        return new NotesStrip([.. _panel.Notes, .. marks], body.Width, _pen);
    }

    private IReadOnlyList<string> TitleLines(double width) =>
        string.IsNullOrEmpty(_panel.Title) ? [] : _pen.Wrap(_panel.Title, _pen.Sizes.PanelTitle, width, 2);

    private void PaintTitle(IReadOnlyList<string> lines, OxyRect area, double center)
    {
        var y = area.Top;
        foreach (var line in lines)
        {
            _pen.Write(line, _pen.Sizes.PanelTitle, Centered(center, line, _pen.Sizes.PanelTitle, area), y, HorizontalAlignment.Center,
                VerticalAlignment.Top);
            y += _pen.Sizes.PanelTitle.LineHeight;
        }
    }

    private Occupancy Occupied(PanelView view)
    {
        if (_occupied is { } known && ReferenceEquals(known.View, view)) return known.Of;
        var occupancy = new Occupancy(view.Area);
        for (var i = 0; i < _entries.Length; i++)
            _entries[i].Drawer.Occupy(_panel.Series[i], view, occupancy);
        _occupied = (view, occupancy);
        return occupancy;
    }

    // The grounds of the bands in which 0 stands on logarithmic axes.
    private static void PaintBands(PanelView view)
    {
        if (view.XScale.Band > 0) PaintBand(view, new OxyRect(view.At(0, 1), view.At(view.XScale.BandShare, 0)));
        if (view.YScale.Band > 0) PaintBand(view, new OxyRect(view.At(0, view.YScale.BandShare), view.At(1, 0)));
    }

    private static void PaintBand(PanelView view, OxyRect band) =>
        view.Context.DrawRectangle(band, PlotStyle.MinorGrid, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);

    // The lines between them and the axes proper, over the grid.
    private static void PaintBorders(PanelView view)
    {
        if (view.XScale.Band > 0) PaintBorder(view, view.At(view.XScale.BandShare, 0), view.At(view.XScale.BandShare, 1));
        if (view.YScale.Band > 0) PaintBorder(view, view.At(0, view.YScale.BandShare), view.At(1, view.YScale.BandShare));
    }

    private static void PaintBorder(PanelView view, ScreenPoint from, ScreenPoint to) =>
        view.Context.DrawLine([from, to], PlotStyle.Frame, 1, EdgeRenderingMode.PreferSharpness, null, LineJoin.Miter);

    private void PaintAxes(PanelLayout layout)
    {
        var view = layout.View;
        PaintBands(view);
        var model = new PlotModel
        {
            DefaultFont = _pen.Family,
            Padding = new OxyThickness(0),
            PlotMargins = layout.Margins,
            PlotAreaBorderColor = PlotStyle.Frame,
            PlotAreaBorderThickness = new OxyThickness(1),
        };
        model.Axes.Add(new TickAxis(view.XScale, layout.XTicks, AxisPosition.Bottom, false, _pen));
        model.Axes.Add(new TickAxis(view.YScale, layout.YTicks, AxisPosition.Left, view.IsYReversed, _pen));
        IPlotModel plot = model;
        plot.Update(true);
        plot.Render(view.Context, layout.Outer);
        PaintBorders(view);

        var title = _pen.Sizes.AxisTitle;
        var x = _pen.Wrap(_panel.X.Label, title, layout.Outer.Width, PanelLayout.TitleRows);
        for (var i = 0; i < x.Count; i++)
            _pen.Write(x[i], title, Centered(view.Area.Center.X, x[i], title, layout.Outer),
                layout.Outer.Bottom - ((x.Count - 1 - i) * title.LineHeight), HorizontalAlignment.Center, VerticalAlignment.Bottom);
        var y = _pen.WrapEvenly(_panel.Y.Label, title, layout.Outer.Height + _where.RoomBelow, PanelLayout.TitleRows);
        for (var i = 0; i < y.Count; i++)
        {
            var half = _pen.Measure(y[i], title).Width / 2;
            var at = Math.Max(layout.Outer.Top + half, Math.Min(view.Area.Center.Y, layout.Outer.Bottom + _where.RoomBelow - half));
            _pen.Write(y[i], title, layout.Outer.Left + (i * title.LineHeight), at, HorizontalAlignment.Center, VerticalAlignment.Top, -90);
        }
    }

    private double Centered(double center, string text, TextStyle style, OxyRect within)
    {
        var half = _pen.Measure(text, style).Width / 2;
        return Math.Max(within.Left + half, Math.Min(center, within.Right - half));
    }

    private void PaintSeries(PanelView view)
    {
        foreach (var i in _order)
        {
            var (_, drawer, style, _, _) = _entries[i];
            if (drawer.IsClipped) view.Context.PushClip(view.Area);
            drawer.Draw(_panel.Series[i], view, style);
            if (drawer.IsClipped) view.Context.PopClip();
        }
    }

    private double[] SideWidths(double height) =>
        [.. _entries.Select((e, i) => e.Drawer.SideWidth(_panel.Series[i], height, _pen)).Where(w => w > 0)];

    private void PaintSides(PanelLayout layout, double height)
    {
        var left = layout.Outer.Right + _pen.Sizes.SideGap;
        for (var i = 0; i < _entries.Length; i++)
        {
            var width = _entries[i].Drawer.SideWidth(_panel.Series[i], height, _pen);
            if (width <= 0) continue;

            var area = layout.View.Area;
            _entries[i].Drawer.DrawSide(_panel.Series[i], PanelLayout.Box(left, area.Top, width, area.Height), _pen);
            left += width + _pen.Sizes.SideGap;
        }
    }

    private void PaintNoData(OxyRect area) =>
        _pen.Write("no data", _pen.Sizes.NoData, area.Center.X, area.Center.Y, HorizontalAlignment.Center, VerticalAlignment.Middle);

    // What stands where in a panel.
    private sealed record Arrangement(
        IReadOnlyList<string> Title, OxyRect Body, LegendBox? Legend, NotesBox? Notes, NotesStrip? Strip, OxyRect? NotesPlace,
        PanelLayout Layout, double Side, double Below);
}
