using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>One line of a legend.</summary>
internal readonly record struct LegendEntry(string Name, SeriesDrawer Drawer, SeriesStyle Style);

/// <summary>A legend outside the plot area: a column at its right where that is narrow enough, else rows below it.</summary>
internal sealed class LegendBox
{
    private const double KeyWidth = 26;
    private const double KeyGap = 7;
    private const double RowHeight = 19;
    private const double ColumnGap = 20;
    private const double MostOfWidth = 0.32;
    private const double MostOfHeight = 0.3;

    private readonly List<LegendEntry> _entries;
    private readonly string[] _names;
    private readonly double _entryWidth;
    private readonly int _columns;
    private readonly int _rows;
    private readonly TextPen _pen;

    private LegendBox(List<LegendEntry> entries, string[] names, double entryWidth, int columns, int rows, bool right, TextPen pen)
    {
        (_entries, _names, _entryWidth, _columns, _rows, _pen) = (entries, names, entryWidth, columns, rows, pen);
        IsRight = right;
    }

    public bool IsRight { get; }

    public double Width => (_columns * (_entryWidth + ColumnGap)) - ColumnGap;

    public double Height => _rows * RowHeight;

    /// <summary>
    /// The legend of a panel that has <paramref name="area"/> for plot, axes and legend; null when there is nothing to list.
    /// </summary>
    public static LegendBox? Of(IReadOnlyList<LegendEntry> all, OxyRect area, TextPen pen)
    {
        if (all.Count == 0) return null;

        string[] names = [.. all.Select(e => FigureNames.Label(e.Name))];
        var width = pen.Widest(names, PlotStyle.Legend) + KeyWidth + KeyGap;
        var right = width <= area.Width * MostOfWidth && all.Count * RowHeight <= area.Height * 0.85;
        if (right) return new LegendBox([.. all], names, width, 1, all.Count, true, pen);

        var entry = Math.Min(width, area.Width);
        var columns = Math.Clamp((int)((area.Width + ColumnGap) / (entry + ColumnGap)), 1, all.Count);
        var mostRows = Math.Max(1, (int)(area.Height * MostOfHeight / RowHeight));
        var rows = Math.Min(mostRows, (all.Count + columns - 1) / columns);
        var shown = Math.Min(all.Count, rows * columns);
        if (shown < all.Count) names[shown - 1] = $"… and {all.Count - shown + 1} more";
        return new LegendBox([.. all.Take(shown)], names, entry, columns, rows, false, pen);
    }

    public void Draw(double left, double top)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            var x = left + (i / _rows * (_entryWidth + ColumnGap));
            var y = top + (i % _rows * RowHeight);
            var more = _names[i].StartsWith("… and ", StringComparison.Ordinal);
            if (!more) _entries[i].Drawer.DrawKey(_pen.Context, new OxyRect(x, y, KeyWidth, RowHeight), _entries[i].Style);
            var name = _pen.Fit(_names[i], PlotStyle.Legend, _entryWidth - KeyWidth - KeyGap);
            _pen.Write(name, PlotStyle.Legend, x + KeyWidth + KeyGap, y + (RowHeight / 2), HorizontalAlignment.Left,
                VerticalAlignment.Middle);
        }
    }
}
