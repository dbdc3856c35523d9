using System.Text.Json;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The medians of a time by cells of input tokens and something else.</summary>
/// <param name="Cells">The cells with enough values, by row and then by column.</param>
/// <param name="Width">Tokens of a cell.</param>
/// <param name="Height">What a cell is high: tokens, or tenths of the hit ratio.</param>
internal sealed record HeatMap(IReadOnlyList<HeatMap.Cell> Cells, double Width, double Height)
{
    /// <summary>A heatmap of distributions.</summary>
    /// <param name="times">The distributions in ticks by cell.</param>
    /// <param name="least">Values that a cell needs.</param>
    /// <param name="width">What a cell is wide.</param>
    /// <param name="height">What a cell is high.</param>
    public static HeatMap Of(GroupedFrequencies times, int least, double width, double height)
    {
        var cells = new List<Cell>();
        foreach (var key in times.Keys)
        {
            var map = times.Of(key);
            if (map.N < least) continue;
            var (x, y) = HeatCells.Bins(key);
            cells.Add(new Cell(x, y, map.N, Summaries.Of(map, Units.TicksPerSecond).Median!.Value));
        }

        return new HeatMap(cells, width, height);
    }

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter json, string name) => json.Object(name, map =>
    {
        map.Numbers("x_edges", Edges(Cells.Select(cell => cell.X), Width));
        map.Numbers("y_edges", Edges(Cells.Select(cell => cell.Y), Height));
        map.List("cells", Cells, (item, cell) =>
        {
            item.WriteNumber("x", cell.X);
            item.WriteNumber("y", cell.Y);
            item.WriteNumber("n", cell.N);
            item.WriteNumber("value", cell.Seconds);
        });
    });

    // Those of all bins up to the last one that is listed. A tenth is written as one.
    private static IEnumerable<double?> Edges(IEnumerable<int> bins, double size) =>
        bins.DefaultIfEmpty(-1).Max() is >= 0 and var last
            ? Enumerable.Range(0, last + 2).Select(edge => (double?)(size < 1 ? edge / Math.Round(1 / size) : edge * size))
            : [];

    /// <summary>A cell.</summary>
    /// <param name="X">Its bin of input tokens.</param>
    /// <param name="Y">Its bin of the other.</param>
    /// <param name="N">Its values.</param>
    /// <param name="Seconds">Their median.</param>
    internal readonly record struct Cell(int X, int Y, long N, double Seconds);
}
