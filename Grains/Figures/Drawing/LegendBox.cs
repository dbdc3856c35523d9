using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>One line of a legend.</summary>
internal readonly record struct LegendEntry(string Name, SeriesDrawer Drawer, SeriesStyle Style);

/// <summary>A legend outside the plot area: a column at its right where that is narrow enough, else rows below it.</summary>
internal sealed class LegendBox
{
    /// <summary>An area less wide has its legend below, and no notes beside it.</summary>
    public const double NarrowArea = 480;

    private const double KeyGap = 7;
    private const double MostOfWidth = 0.32;
    private const double MostOfHeight = 0.3;
    private const double NarrowestEntry = 100;

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

    public double Width => (_columns * (_entryWidth + _pen.Sizes.LegendGap)) - _pen.Sizes.LegendGap;

    public double Height => _rows * _pen.Sizes.LegendRow;

    /// <summary>
    /// The legend of a panel that has <paramref name="area"/> for plot, axes and legend; null when there is nothing to list.
    /// </summary>
    public static LegendBox? Of(IReadOnlyList<LegendEntry> all, OxyRect area, TextPen pen)
    {
        if (all.Count == 0) return null;

        var sizes = pen.Sizes;
        string[] names = [.. all.Select(e => FigureNames.Label(e.Name))];
        var width = pen.Widest(names, pen.Sizes.Legend) + sizes.LegendKey + KeyGap;
        var right = area.Width >= NarrowArea && width <= area.Width * MostOfWidth && all.Count * sizes.LegendRow <= area.Height * 0.85;
        if (right) return new LegendBox([.. all], names, width, 1, all.Count, true, pen);

        var mostRows = Math.Max(1, (int)(area.Height * MostOfHeight / sizes.LegendRow));
        var columns = Math.Clamp(Fitting(Math.Min(width, area.Width)), 1, all.Count);

        // Names are cut before any is left out.
        var mostColumns = Math.Clamp(Fitting(NarrowestEntry), columns, all.Count);
        while (columns < mostColumns && columns * mostRows < all.Count) columns++;
        var entry = Math.Min(width, ((area.Width + sizes.LegendGap) / columns) - sizes.LegendGap);
        var rows = Math.Min(mostRows, (all.Count + columns - 1) / columns);
        var shown = Math.Min(all.Count, rows * columns);
        if (shown < all.Count) names[shown - 1] = $"… and {all.Count - shown + 1} more";
        return new LegendBox([.. all.Take(shown)], names, entry, columns, rows, false, pen);

        int Fitting(double each) => (int)((area.Width + sizes.LegendGap) / (each + sizes.LegendGap));
    }

    public void Draw(double left, double top)
    {
        var (key, row) = (_pen.Sizes.LegendKey, _pen.Sizes.LegendRow);
        for (var i = 0; i < _entries.Count; i++)
        {
            var x = left + (i / _rows * (_entryWidth + _pen.Sizes.LegendGap));
            var y = top + (i % _rows * row);
            var more = _names[i].StartsWith("… and ", StringComparison.Ordinal);
            if (!more) _entries[i].Drawer.DrawKey(_pen.Context, new OxyRect(x, y, key, row), _entries[i].Style);
            var name = _pen.Fit(_names[i], _pen.Sizes.Legend, _entryWidth - key - KeyGap);
            _pen.Write(name, _pen.Sizes.Legend, x + key + KeyGap, y + (row / 2), HorizontalAlignment.Left,
                VerticalAlignment.Middle);
        }
    }
}
