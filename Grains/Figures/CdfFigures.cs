using System.Globalization;
using System.Numerics;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Figures;

/// <summary>Figures of empirical distribution functions.</summary>
internal static class CdfFigures
{
    /// <summary>A named distribution in a figure.</summary>
    /// <param name="Name">The name in the legend.</param>
    /// <param name="N">Number of values.</param>
    /// <param name="X">Distinct values, ascending.</param>
    /// <param name="F">(values ≤ x)/n at each.</param>
    public sealed record Curve(string Name, long N, double[] X, double[] F)
    {
        /// <summary>The id of the model that it is of; null where it is of no model.</summary>
        public string? Id { get; init; }

        /// <summary>The number of its colour; null for the next.</summary>
        public int? Colour { get; init; }

        /// <summary>How many of the values are 0.</summary>
        public long Zeros => X.Length > 0 && X[0] == 0 ? (long)Math.Round(F[0] * N) : 0;

        /// <summary>The curve of whole numbers in a unit.</summary>
        public static Curve Of(string name, FrequencyMap map, double unit = Units.One)
        {
            var (x, f) = map.Cdf(unit);
            return new Curve(name, map.N, x, f);
        }

        /// <summary>The curve of numbers in ascending order, in a unit.</summary>
        public static Curve OfSorted<T>(string name, ReadOnlySpan<T> sorted, double unit = Units.One)
            where T : struct, INumber<T>
        {
            var distinct = sorted.IsEmpty ? 0 : 1;
            for (var i = 1; i < sorted.Length; i++)
            {
                if (sorted[i] != sorted[i - 1]) distinct++;
            }

            var (x, f) = (new double[distinct], new double[distinct]);
            var at = 0;
            for (var i = 0; i < sorted.Length; i++)
            {
                if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i]) continue;
                (x[at], f[at]) = (Units.Scale(double.CreateChecked(sorted[i]), unit), (i + 1.0) / sorted.Length);
                at++;
            }

            return new Curve(name, sorted.Length, x, f);
        }
    }

    /// <summary>One distribution on a log x axis, with its statistics in a box.</summary>
    public static Figure Single(string path, string title, string label, string column, Curve curve, Statistics statistics, bool thinTable)
    {
        var (x, f) = CdfThinning.Thin(curve.X, curve.F);
        var panel = new Panel(
            null, new FigureAxis(label, AxisKind.Logarithmic), Cumulative,
            [new LineSeries(null, x, f, Step: true) { Colour = curve.Colour }], false, Notes(statistics));
        var (rowsX, rowsF) = thinTable ? TableThinning.Stairs(curve.X, curve.F) : (curve.X, curve.F);
        var table = new FigureTable([new NumberColumn(column, rowsX), new NumberColumn("cdf", rowsF)]);
        return new Figure(path, $"{title} ({CountText.Of(curve.N, curve.Zeros)})", [panel],
            TableThinning.Marked(table, isThinned: rowsX.Length < curve.X.Length));
    }

    /// <summary>Several distributions in one plot; the table is long: a row per curve and distinct value.</summary>
    public static Figure Combined(string path, string title, string label, string column, IReadOnlyList<Curve> curves, bool thinTable)
    {
        var drawn = curves.Select(curve => CdfThinning.Thin(curve.X, curve.F)).ToList();
        var series = curves.Zip(drawn, FigureSeries (curve, thin) =>
            new LineSeries(curve.Name, thin.X, thin.Y, Step: true) { Colour = curve.Colour, N = curve.N }).ToList();
        var panel = new Panel(null, new FigureAxis(label, AxisKind.Logarithmic), Cumulative, series, true, []);
        List<(double[] X, double[] F)> rows =
            [.. curves.Select(curve => thinTable ? TableThinning.Stairs(curve.X, curve.F) : (curve.X, curve.F))];
        var isThinned = curves.Zip(rows).Any(each => each.Second.X.Length < each.First.X.Length);
        var table = new FigureTable(
        [
            Repeated("model_id", curve => curve.Id),
            Repeated("model_name", curve => curve.Name),
            new NumberColumn(column, [.. rows.SelectMany(row => row.X)]),
            new NumberColumn("cdf", [.. rows.SelectMany(row => row.F)]),
        ]);
        return new Figure(path, $"{title} ({CountText.Of(curves.Sum(curve => curve.N), curves.Sum(curve => curve.Zeros))})", [panel],
            TableThinning.Marked(table, isThinned));

        TextColumn Repeated(string name, Func<Curve, string?> text) =>
            new(name, [.. curves.Zip(rows).SelectMany(each => Enumerable.Repeat(text(each.First), each.Second.X.Length))]);
    }

    /// <summary>The vertical axis of a distribution function.</summary>
    public static FigureAxis Cumulative { get; } = new("Fraction of values ≤ x", AxisKind.Linear, 0, 1.05);

    private static string[] Notes(Statistics statistics) => statistics.N == 0
        ? []
        :
        [
            $"mean = {Format(statistics.Mean)}",
            $"median = {Format(statistics.Median)}",
            $"p90 = {Format(statistics.P90)}",
            $"p99 = {Format(statistics.P99)}",
            $"max = {Format(statistics.Max)}",
        ];

    // Whole from 1,000 on, else four significant digits.
    private static string Format(double? value) => (value ?? 0) switch
    {
        >= 1_000 => value!.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 1e-4 and var small =>
            ((decimal)double.Parse(small.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).ToString(
                "0.########", CultureInfo.InvariantCulture),
        var tiny => tiny.ToString("0.###E0", CultureInfo.InvariantCulture).Replace("E0", "", StringComparison.Ordinal),
    };
}
