using LlmWorkload.Kernels;

namespace LlmWorkload.Figures;

/// <summary>Figures of empirical complementary distribution functions, on two log axes, with laws that were fitted.</summary>
internal static class CcdfFigures
{
    // A law is drawn a little below the share of the greatest value, and no further: there is nothing that it could be compared with.
    private const double Room = 0.3;
    private const int Points = 200;

    /// <summary>A law in a figure.</summary>
    /// <param name="Name">Its name in the table; in the legend it has blanks for <c>_</c>.</param>
    /// <param name="Above">The share of values that it expects at x or above; NaN where it says nothing.</param>
    public sealed record Curve(string Name, Func<double, double> Above);

    /// <summary>One distribution and its laws.</summary>
    /// <param name="path">The figure's path.</param>
    /// <param name="title">Its title, without n.</param>
    /// <param name="label">The label of the values.</param>
    /// <param name="column">The name of their column.</param>
    /// <param name="map">The values, all above 0, at least one.</param>
    /// <param name="unit">What they are divided by.</param>
    /// <param name="laws">The laws.</param>
    /// <param name="notes">Lines of a small box.</param>
    /// <param name="thin">Whether the table keeps few of many rows.</param>
    public static Figure Fitted(
        string path, string title, string label, string column, FrequencyMap map, double unit, IReadOnlyList<Curve> laws,
        IReadOnlyList<string> notes, bool thin)
    {
        var (x, share) = AtLeast(map, unit);
        var (drawnX, drawnShare) = CdfThinning.Thin(x, share);
        var floor = Room * share[^1];
        var between = Between(x[0], x[^1]);
        var series = laws.Select(FigureSeries (law) => new LineSeries(
            law.Name.Replace('_', ' '), between,
            Array.ConvertAll(between, at => law.Above(at) is var above && above >= floor ? above : double.NaN)));
        var panel = new Panel(
            null, new FigureAxis(label, AxisKind.Logarithmic),
            new FigureAxis("Share of values ≥ x", AxisKind.Logarithmic, floor, 1.5),
            [new LineSeries("measured", drawnX, drawnShare), .. series], true, notes);
        var (rowsX, rowsShare) = thin ? TableThinning.Stairs(x, share) : (x, share);
        var table = new FigureTable(
        [
            new NumberColumn(column, rowsX),
            new NumberColumn("measured", rowsShare),
            .. laws.Select(law => new NumberColumn(law.Name, Array.ConvertAll(rowsX, at => law.Above(at)))),
        ]);
        return new Figure(
            path, $"{title} (n = {InvariantText.Whole(map.N)})", [panel], TableThinning.Marked(table, isThinned: rowsX.Length < x.Length));
    }

    private static (double[] X, double[] Share) AtLeast(FrequencyMap map, double unit)
    {
        var x = new double[map.Values.Length];
        var share = new double[x.Length];
        var counts = map.Counts;
        var left = map.N;
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = Units.Scale(map.Values[i], unit);
            share[i] = (double)left / map.N;
            left -= counts[i];
        }

        return (x, share);
    }

    // Evenly on a log axis, with both ends.
    private static double[] Between(double least, double most)
    {
        if (least == most) return [least];
        var x = new double[Points];
        for (var i = 0; i < Points; i++) x[i] = least * Math.Pow(most / least, (double)i / (Points - 1));
        (x[0], x[^1]) = (least, most);
        return x;
    }
}
