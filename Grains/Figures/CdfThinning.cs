namespace LlmWorkload.Figures;

/// <summary>Thins a cumulative distribution to what can be seen of it.</summary>
internal static class CdfThinning
{
    private const int DrawnWhole = 10_000;

    /// <summary>
    /// At most <paramref name="most"/> points of a step function that draw the same picture. A grid with <c>most/2 − 1</c> columns over x
    /// and as many rows over y is laid on the function, and the last point in every cell that it passes is kept. At the right edge of every
    /// column the thinned function equals the full one. Inside a column it stays within one row of the steps that it leaves out.
    /// </summary>
    /// <param name="x">Values, ascending.</param>
    /// <param name="y">Cumulative heights, not descending, as many as <paramref name="x"/>.</param>
    /// <param name="most">The most points to keep, at least 8.</param>
    /// <param name="logX">Whether x is drawn on a logarithmic axis; values ≤ 0 then share one column at its left.</param>
    /// <param name="whole">How many points are all kept.</param>
    /// <returns>
    /// The points kept, with the first and the last; a copy of the input when it has no more than <paramref name="whole"/>.
    /// </returns>
    public static (double[] X, double[] Y) Thin(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, int most = 4000, bool logX = true, int whole = DrawnWhole)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} x values but {y.Length} y values.", nameof(y));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 8);
        if (x.Length <= whole) return (x.ToArray(), y.ToArray());

        var columns = new Grid(FirstDrawn(x, logX), x[^1], (most / 2) - 1, logX);
        var rows = new Grid(y[0], y[^1], (most / 2) - 1, false);
        var keptX = new List<double>(most) { x[0] };
        var keptY = new List<double>(most) { y[0] };
        var column = columns.Cell(x[1]);
        var row = rows.Cell(y[1]);
        for (var i = 1; i < x.Length; i++)
        {
            var last = i == x.Length - 1;
            var nextColumn = last ? -2 : columns.Cell(x[i + 1]);
            var nextRow = last ? -2 : rows.Cell(y[i + 1]);
            if (nextColumn != column || nextRow != row)
            {
                keptX.Add(x[i]);
                keptY.Add(y[i]);
            }
            (column, row) = (nextColumn, nextRow);
        }
        return ([.. keptX], [.. keptY]);
    }

    private static double FirstDrawn(ReadOnlySpan<double> x, bool logX)
    {
        if (!logX) return x[0];

        foreach (var value in x)
        {
            if (value > 0) return value;
        }
        return 1;
    }

    private readonly struct Grid(double first, double last, int cells, bool log)
    {
        private readonly double _start = log ? Math.Log10(first) : first;
        private readonly double _cellsPerUnit = cells / Math.Max(log ? Math.Log10(last) - Math.Log10(first) : last - first, double.Epsilon);

        public int Cell(double value)
        {
            if (log && value <= 0) return -1;

            var at = ((log ? Math.Log10(value) : value) - _start) * _cellsPerUnit;
            return at >= 0 ? (int)Math.Min(at, cells - 1) : 0;
        }
    }
}
