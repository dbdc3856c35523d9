using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>The small box of statistics: in the plot area where it covers no data, else at the right of it.</summary>
internal sealed class NotesBox(IReadOnlyList<string> lines, TextPen pen)
{
    private const double Padding = 7;
    private const double Inset = 10;

    public double Width { get; } = pen.Widest(lines, pen.Sizes.Note) + (2 * Padding);

    public double Height { get; } = (lines.Count * pen.Sizes.Note.LineHeight) + (2 * Padding) - 2;

    /// <summary>
    /// A place inside the plot area that covers no data: a corner if one is free, else anywhere along the edges, then anywhere; null if
    /// nowhere.
    /// </summary>
    public OxyRect? FreePlace(Occupancy occupancy)
    {
        var across = occupancy.Area.Width - Width - (2 * Inset);
        var down = occupancy.Area.Height - Height - (2 * Inset);
        if (across < 0 || down < 0) return null;

        foreach (var (x, y) in Places())
        {
            var box = new OxyRect(occupancy.Area.Left + Inset + (across * x), occupancy.Area.Top + Inset + (down * y), Width, Height);
            if (occupancy.IsFree(box.Inflate(new OxyThickness(4)))) return box;
        }
        return null;
    }

    public void Draw(OxyRect box)
    {
        pen.Context.DrawRectangle(box, PlotStyle.Veil, PlotStyle.MajorGrid, 1, EdgeRenderingMode.PreferSharpness);
        for (var i = 0; i < lines.Count; i++)
            pen.Write(lines[i], pen.Sizes.Note, box.Left + Padding, box.Top + Padding + (i * pen.Sizes.Note.LineHeight));
    }

    private static IEnumerable<(double X, double Y)> Places()
    {
        yield return (0, 0);
        yield return (1, 1);
        yield return (1, 0);
        yield return (0, 1);
        double[] along = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
        foreach (var at in along)
        {
            yield return (at, 0);
            yield return (at, 1);
            yield return (0, at);
            yield return (1, at);
        }
        foreach (var y in along)
        {
            foreach (var x in along)
                yield return (x, y);
        }
    }
}
