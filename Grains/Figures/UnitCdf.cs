namespace LlmWorkload.Figures;

/// <summary>Figures of distribution functions of shares, on an axis from 0 to 1.</summary>
internal static class UnitCdf
{
    /// <summary>Several distributions in one plot; the table is long: a row per curve and distinct value.</summary>
    /// <param name="path">The figure's path.</param>
    /// <param name="title">Its title, without n.</param>
    /// <param name="label">The label of the shares.</param>
    /// <param name="column">The name of their column.</param>
    /// <param name="curves">The distributions.</param>
    /// <param name="thin">Whether the table keeps few of many rows.</param>
    public static Figure Of(string path, string title, string label, string column, IReadOnlyList<CdfFigures.Curve> curves, bool thin)
    {
        List<(double[] X, double[] Y)> drawn =
            [.. curves.Select(curve => CdfThinning.Thin(curve.X, curve.F, TableThinning.MostRows, logX: false))];
        List<(double[] X, double[] F)> rows =
            [.. curves.Select(curve => thin ? TableThinning.Stairs(curve.X, curve.F, logX: false) : (curve.X, curve.F))];
        var panel = new Panel(
            null, new FigureAxis(label, AxisKind.Linear, 0, 1), CdfFigures.Cumulative,
            [.. curves.Zip(drawn, (curve, each) => new LineSeries(curves.Count > 1 ? curve.Name : null, each.X, each.Y, Step: true)
            {
                Colour = curve.Colour,
                N = curves.Count > 1 ? curve.N : null,
            })],
            curves.Count > 1, []);
        var table = new FigureTable(
        [
            new TextColumn("series", [.. curves.Zip(rows).SelectMany(each => Enumerable.Repeat(each.First.Name, each.Second.X.Length))]),
            new NumberColumn(column, [.. rows.SelectMany(row => row.X)]), new NumberColumn("cdf", [.. rows.SelectMany(row => row.F)]),
        ]);
        var isThinned = curves.Zip(rows).Any(each => each.Second.X.Length < each.First.X.Length);
        return new Figure(
            path, $"{title} (n = {InvariantText.Whole(curves[0].N)})", [panel], TableThinning.Marked(table, isThinned));
    }
}
