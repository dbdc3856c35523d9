using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The figure of a heatmap.</summary>
internal static class HeatMapFigure
{
    // About the pixels of a figure.
    private const long MostBins = 1_000_000;

    /// <summary>The figure.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">Its title, without n.</param>
    /// <param name="map">The heatmap.</param>
    /// <param name="isByHit">Whether its rows are tenths of the hit ratio.</param>
    public static FigurePlan Of(string path, string title, HeatMap map, bool isByHit)
    {
        List<HeatMap.Cell> cells =
            [.. map.Cells.Where(cell => HeatmapCells.IsDrawn(cell.X * map.Width, cell.Y * map.Height, isByHit))];
        return FigurePlan.Of(path, () => Draw(path, title, map, cells, isByHit)).Unless(
            cells.Count == 0 ? "No cell has enough values."
            : Bins(cells) > MostBins ? "Its cells are smaller than a pixel; larger ones can be drawn."
            : WorthDrawing.OnlyOne(cells.Count, "cell"));
    }

    private static long Bins(List<HeatMap.Cell> cells) => (cells.Max(cell => cell.X) + 1L) * (cells.Max(cell => cell.Y) + 1L);

    private static Figure Draw(string path, string title, HeatMap map, List<HeatMap.Cell> cells, bool isByHit)
    {
        var (columns, rows) = (cells.Max(cell => cell.X) + 1, cells.Max(cell => cell.Y) + 1);
        var values = new double[columns * rows];
        foreach (var cell in cells) values[(cell.Y * columns) + cell.X] = cell.Seconds;
        var panel = new Panel(
            null, new FigureAxis("Input tokens", AxisKind.Linear, 0),
            new FigureAxis(isByHit ? "Hit ratio" : "Output tokens", AxisKind.Linear, 0),
            [
                new HeatmapSeries(
                    "Median (s)", [.. Enumerable.Range(0, columns + 1).Select(edge => edge * map.Width)],
                    [.. Enumerable.Range(0, rows + 1).Select(edge => edge * map.Height)], values),
            ],
            false, [.. Notes(map, cells, isByHit)]);
        var table = new FigureTable(
        [
            new NumberColumn("input_tokens_from", [.. map.Cells.Select(cell => cell.X * map.Width)]),
            new NumberColumn(isByHit ? "hit_ratio_from" : "output_tokens_from", [.. map.Cells.Select(cell => cell.Y * map.Height)]),
            new IntegerColumn("n", [.. map.Cells.Select(cell => cell.N)]),
            new NumberColumn("median_seconds", [.. map.Cells.Select(cell => cell.Seconds)]),
        ]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(cells.Sum(cell => cell.N))})", [panel], table);
    }

    private static IEnumerable<string> Notes(HeatMap map, List<HeatMap.Cell> cells, bool isByHit)
    {
        var rest = map.Cells.Sum(cell => cell.N) - cells.Sum(cell => cell.N);
        if (rest > 0) yield return $"{InvariantText.Whole(rest)} values of longer requests are not drawn";
        if (isByHit && cells.Exists(cell => cell.Y * map.Height >= 1)) yield return "Top row: a hit ratio of 1";
    }
}
