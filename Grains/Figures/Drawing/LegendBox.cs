using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>One line of a legend.</summary>
/// <param name="Name">What stands there.</param>
/// <param name="Drawer">Draws the sample before it.</param>
/// <param name="Style">The style of the sample.</param>
/// <param name="N">How many values it is of; null where that is not said.</param>
/// <param name="Beneath">How many areas of its colour are drawn beneath it, so that it looks darker.</param>
internal readonly record struct LegendEntry(string Name, SeriesDrawer Drawer, SeriesStyle Style, long? N = null, int Beneath = 0)
{
    /// <summary>The texts of entries, with n; n is shortened where a text is wider than it may be, then the name.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<LegendEntry> all, double width, TextPen pen)
    {
        var style = pen.Sizes.Legend;
        string[] whole = [.. pen.FitAll([.. all.Select(entry => entry.Name)], style, double.MaxValue)
            .Zip(all, (name, entry) => entry.N is { } n ? $"{name} (n = {InvariantText.Whole(n)})" : name)];
        int[] wide = [.. Enumerable.Range(0, all.Count).Where(i => pen.Measure(whole[i], style).Width > width)];
        string[] tails = [.. wide.Select(i => all[i].N is { } n ? $" ({NumberText.Rounded(n)})" : "")];
        var names = pen.FitAll([.. wide.Select(i => all[i].Name)], style, width - pen.Widest(tails, style));
        for (var at = 0; at < wide.Length; at++) whole[wide[at]] = names[at] + tails[at];
        return whole;
    }
}

/// <summary>A legend outside the plot area: a column at its right where that is narrow enough, else rows below it.</summary>
internal sealed class LegendBox
{
    /// <summary>An area less wide has its legend below, and no notes beside it.</summary>
    public const double NarrowArea = 480;

    private const double KeyGap = 7;
    private const double MostOfWidth = 0.32;
    private const double MostOfHeight = 0.34;

    // In heights of a row: a key and some eight letters.
    private const double NarrowestEntry = 6.5;

    private readonly List<(LegendEntry Entry, string Text, double X, double Y)> _places;
    private readonly TextPen _pen;

    private LegendBox(
        List<(LegendEntry Entry, string Text, double X, double Y)> places, double width, double height, bool isRight, TextPen pen)
    {
        (_places, Width, Height, IsRight, _pen) = (places, width, height, isRight, pen);
    }

    public bool IsRight { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>
    /// The legend of a panel that has <paramref name="area"/> for plot, axes and legend; null when there is nothing to list.
    /// </summary>
    /// <param name="all">What is listed.</param>
    /// <param name="area">The area.</param>
    /// <param name="pen">For texts.</param>
    /// <param name="isBelow">Whether it stands below however wide the area is.</param>
    public static LegendBox? Of(IReadOnlyList<LegendEntry> all, OxyRect area, TextPen pen, bool isBelow = false)
    {
        if (all.Count == 0) return null;

        var sizes = pen.Sizes;
        var before = sizes.LegendKey + KeyGap;
        var texts = LegendEntry.Texts(all, double.MaxValue, pen);
        double[] widths = [.. texts.Select(text => pen.Measure(text, sizes.Legend).Width + before)];
        var width = widths.Max();
        var isRight = !isBelow && area.Width >= NarrowArea && width <= area.Width * MostOfWidth
            && all.Count * sizes.LegendRow <= area.Height * 0.85;
        if (isRight) return new LegendBox(Columns(all, width, all.Count, pen), width, all.Count * sizes.LegendRow, true, pen);

        var row = widths.Sum() + (sizes.LegendGap * (all.Count - 1));
        if (row <= area.Width) return new LegendBox(Row(all, texts, widths, pen), row, sizes.LegendRow, false, pen);

        var mostRows = Math.Max(1, (int)(area.Height * MostOfHeight / sizes.LegendRow));
        var columns = Math.Clamp(Fitting(Math.Min(width, area.Width)), 1, all.Count);

        // Names are cut before any is left out.
        var mostColumns = Math.Clamp(Fitting(NarrowestEntry * sizes.LegendRow), columns, all.Count);
        while (columns < mostColumns && columns * mostRows < all.Count) columns++;
        var each = Math.Min(width, ((area.Width + sizes.LegendGap) / columns) - sizes.LegendGap);
        var rows = Math.Min(mostRows, (all.Count + columns - 1) / columns);
        var shown = Math.Min(all.Count, rows * columns);
        var places = Columns([.. all.Take(shown)], each, rows, pen);
        if (shown < all.Count)
        {
            var more = pen.Fit($"… and {all.Count - shown + 1} more", sizes.Legend, each - before);
            places[^1] = places[^1] with { Entry = default, Text = more };
        }

        return new LegendBox(places, (columns * (each + sizes.LegendGap)) - sizes.LegendGap, rows * sizes.LegendRow, false, pen);

        int Fitting(double one) => (int)((area.Width + sizes.LegendGap) / (one + sizes.LegendGap));
    }

    public void Draw(double left, double top)
    {
        var (key, row) = (_pen.Sizes.LegendKey, _pen.Sizes.LegendRow);
        foreach (var (entry, text, x, y) in _places)
        {
            for (var layer = 0; entry.Drawer is not null && layer <= entry.Beneath; layer++)
                entry.Drawer.DrawKey(_pen.Context, new OxyRect(left + x, top + y, key, row), entry.Style);
            _pen.Write(text, _pen.Sizes.Legend, left + x + key + KeyGap, top + y + (row / 2), HorizontalAlignment.Left,
                VerticalAlignment.Middle);
        }
    }

    private static List<(LegendEntry Entry, string Text, double X, double Y)> Columns(
        IReadOnlyList<LegendEntry> all, double width, int rows, TextPen pen) =>
        [.. all.Zip(LegendEntry.Texts(all, width - pen.Sizes.LegendKey - KeyGap + 0.01, pen), (entry, text) => (entry, text))
            .Select((each, i) => (each.entry, each.text, i / rows * (width + pen.Sizes.LegendGap), i % rows * pen.Sizes.LegendRow))];

    private static List<(LegendEntry Entry, string Text, double X, double Y)> Row(
        IReadOnlyList<LegendEntry> all, IReadOnlyList<string> texts, double[] widths, TextPen pen)
    {
        var places = new List<(LegendEntry Entry, string Text, double X, double Y)>();
        double x = 0;
        for (var i = 0; i < all.Count; i++)
        {
            places.Add((all[i], texts[i], x, 0));
            x += widths[i] + pen.Sizes.LegendGap;
        }

        return places;
    }
}
