using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Measures and writes text in the figures' font.</summary>
internal sealed class TextPen(IRenderContext context, string family, PlotSizes? sizes = null)
{
    private const int LongestLabel = 36;
    private const int ShortestLabel = 4;

    private readonly Dictionary<(string Text, TextStyle Style), OxySize> _sizes = [];

    public IRenderContext Context => context;

    public string Family => family;

    /// <summary>The sizes of texts and strokes.</summary>
    public PlotSizes Sizes { get; } = sizes ?? PlotSizes.Screen;

    public OxySize Measure(string text, TextStyle style)
    {
        if (_sizes.TryGetValue((text, style), out var size)) return size;

        return _sizes[(text, style)] = context.MeasureText(text, family, style.Size, style.Weight);
    }

    public double Widest(IEnumerable<string> texts, TextStyle style)
    {
        double widest = 0;
        foreach (var text in texts)
            widest = Math.Max(widest, Measure(text, style).Width);
        return widest;
    }

    public void Write(
        string text,
        TextStyle style,
        double x,
        double y,
        HorizontalAlignment across = HorizontalAlignment.Left,
        VerticalAlignment down = VerticalAlignment.Top,
        double angle = 0,
        OxyColor? color = null)
    {
        if (text.Length == 0) return;

        context.DrawText(new ScreenPoint(x, y), text, color ?? style.Color, family, style.Size, style.Weight, angle, across, down);
    }

    /// <summary>The text, cut in its middle until it is at most <paramref name="width"/> wide.</summary>
    public string Fit(string text, TextStyle style, double width)
    {
        var most = text.Length;
        var cut = text;
        while (most > 4 && Measure(cut, style).Width > width)
        {
            var proportional = (int)(cut.Length * width / Measure(cut, style).Width);
            most = Math.Max(4, Math.Min(most - 1, proportional + 1));
            cut = FigureNames.Shorten(text, most);
        }
        return cut;
    }

    /// <summary>
    /// The labels of names, each cut until it is at most <paramref name="width"/> wide. Names that differ have labels that do, wherever
    /// there is room for that.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="style">How they are written.</param>
    /// <param name="width">The most of each.</param>
    /// <param name="most">Characters of each at most.</param>
    public IReadOnlyList<string> FitAll(IReadOnlyList<string> names, TextStyle style, double width, int most = LongestLabel)
    {
        string[] labels = [.. FigureNames.Labels(names, most).Select(label => Fit(label, style, width))];
        foreach (var group in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i], StringComparer.Ordinal))
        {
            int[] alike = [.. group];
            string[] different = [.. alike.Select(i => names[i]).Distinct(StringComparer.Ordinal)];
            if (different.Length == 1) continue;
            IReadOnlyList<string> cut = [];
            for (var length = most; length >= ShortestLabel && (cut.Count == 0 || Widest(cut, style) > width); length--)
                cut = FigureNames.Labels(different, length);
            var label = different.Zip(cut).ToDictionary(StringComparer.Ordinal);
            foreach (var i in alike) labels[i] = Fit(label[names[i]], style, width);
        }

        return labels;
    }

    /// <summary>
    /// The text in at most <paramref name="most"/> lines, broken at spaces; the last line is cut where even that is too long.
    /// </summary>
    public IReadOnlyList<string> Wrap(string text, TextStyle style, double width, int most)
    {
        var lines = new List<string>();
        var rest = text;
        while (lines.Count < most - 1 && Measure(rest, style).Width > width)
        {
            var at = rest.LastIndexOf(' ');
            while (at > 0 && Measure(rest[..at], style).Width > width)
                at = rest.LastIndexOf(' ', at - 1);
            if (at <= 0) break;

            lines.Add(rest[..at]);
            rest = rest[(at + 1)..];
        }
        lines.Add(Fit(rest, style, width));
        return lines;
    }

    /// <summary>
    /// As <see cref="Wrap"/>, where two lines that hold all of the text are broken so that the longer one is as short as can be.
    /// </summary>
    public IReadOnlyList<string> WrapEvenly(string text, TextStyle style, double width, int most)
    {
        var lines = Wrap(text, style, width, most);
        if (lines.Count != 2 || string.Join(' ', lines) != text) return lines;
        return Enumerable.Range(0, text.Length).Where(at => text[at] == ' ').Select(at => (string[])[text[..at], text[(at + 1)..]])
            .MinBy(each => Widest(each, style))!;
    }
}
