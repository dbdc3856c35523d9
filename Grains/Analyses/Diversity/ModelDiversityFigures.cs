using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of model diversity.</summary>
internal static class ModelDiversityFigures
{
    private const int LongestUser = 16;
    private const string Label = "Distinct models per window";

    /// <summary>A histogram of the windows beside their distribution function, with lines at its mean, median and p95.</summary>
    public static Figure Distribution(string path, int window, long users, FrequencyMap map, Statistics statistics)
    {
        var bins = WholeHistogram.Of(map);
        var (x, f) = map.Cdf();
        var (drawnX, drawnF) = CdfThinning.Thin(x, f, logX: false);
        var histogram = new Panel(
            "Histogram",
            new FigureAxis(Label, AxisKind.Category, Categories: bins.Labels()),
            new FigureAxis("Windows", AxisKind.Linear, 0),
            [new BarSeries(null, Array.ConvertAll(bins.Counts, count => (double)count), false)],
            false,
            []);
        var cdf = new Panel(
            "Distribution function",
            new FigureAxis(Label, AxisKind.Linear),
            new FigureAxis("Fraction of windows ≤ x", AxisKind.Linear, 0, 1.05),
            [new LineSeries(null, drawnX, drawnF, Step: true), Mark("mean", statistics.Mean), Mark("median", statistics.Median), Mark(
                "p95", statistics.P95)],
            false,
            []);
        var table = new FigureTable(
        [
            new IntegerColumn("bin_from", Padded(bins.From, x.Length)),
            new IntegerColumn("bin_to", Padded(bins.To, x.Length)),
            new IntegerColumn("bin_windows", Padded(bins.Counts, x.Length)),
            new NumberColumn("distinct_models", Padded(x, bins.Counts.Length)),
            new NumberColumn("cdf", Padded(f, bins.Counts.Length)),
        ]);
        return new Figure(path, $"{Label} of {InvariantText.Whole(window)} requests (n = {InvariantText.Whole(map.N)} windows of "
            + $"{InvariantText.Whole(users)} users)", [histogram, cdf], table);
    }

    /// <summary>A box per user.</summary>
    public static Figure ByUser(string path, int window, IReadOnlyList<ModelDiversity.UserWindows> users)
    {
        BoxStatistics[] boxes = [.. users.Select(user => BoxStatistics.Of(user.Models))];
        var names = FigureNames.Labels([.. users.Select(user => user.User)], LongestUser);
        var panel = new Panel(null, new FigureAxis("User", AxisKind.Category, Categories: names), new FigureAxis(Label, AxisKind.Linear),
            [BoxFigures.Series(boxes)], false, BoxFigures.Explained);
        var table = new FigureTable(
        [
            new TextColumn("user_id", [.. users.Select(user => user.User)]),
            new IntegerColumn("requests", [.. users.Select(user => user.Requests)]),
            .. BoxFigures.Columns(boxes, n: "windows"),
        ]);
        return new Figure(path, $"{Label} of {InvariantText.Whole(window)} requests, top {users.Count} users (n = "
            + $"{InvariantText.Whole(users.Sum(user => user.Models.N))} windows)", [panel], table);
    }

    private static MarkLine Mark(string name, double? at) =>
        new($"{name} {(at ?? 0).ToString("0.##", CultureInfo.InvariantCulture)}", at ?? 0, Vertical: true);

    private static long[] Padded(long[] values, int length) =>
        [.. values, .. Enumerable.Repeat(Missing.Value, Math.Max(0, length - values.Length))];

    private static double[] Padded(double[] values, int length) =>
        [.. values, .. Enumerable.Repeat(double.NaN, Math.Max(0, length - values.Length))];
}
