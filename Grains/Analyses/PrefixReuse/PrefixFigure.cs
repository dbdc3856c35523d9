using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The figure of what caches of every capacity find.</summary>
internal static class PrefixFigure
{
    /// <summary>The figure.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="capacity">The capacities at which more is found, ascending.</param>
    /// <param name="blocks">The blocks that are found from there on.</param>
    /// <param name="all">All blocks of requests.</param>
    /// <param name="thin">Whether the table keeps few of many rows.</param>
    public static Figure Of(string path, long[] capacity, long[] blocks, long all, bool thin)
    {
        var x = Array.ConvertAll(capacity, static number => (double)number);
        var y = Array.ConvertAll(blocks, found => (double)found / all);
        var (drawnX, drawnY) = CdfThinning.Thin(x, y);
        var (rowsX, rowsY) = thin ? TableThinning.Stairs(x, y) : (x, y);
        var panel = new Panel(
            null, new FigureAxis("Capacity (blocks)", AxisKind.Logarithmic), new FigureAxis("Block hit rate", AxisKind.Linear, 0),
            [new LineSeries(null, drawnX, drawnY, Step: true)], false, []);
        var table = new FigureTable([new NumberColumn("capacity", rowsX), new NumberColumn("block_hit_rate", rowsY)]);
        return new Figure(
            path, $"Block hit rate of caches by capacity (n = {InvariantText.Whole(all)} blocks)", [panel],
            TableThinning.Marked(table, isThinned: rowsX.Length < x.Length));
    }
}
