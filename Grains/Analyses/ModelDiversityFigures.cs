using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of model diversity.</summary>
public static class ModelDiversityFigures
{
    private const int Bins = 50;
    private const int LongestUser = 16;
    private const string Label = "Distinct models per window";

    /// <summary>
    /// A histogram of the windows beside their distribution function, with lines at its mean, median and p95. Bins are of one width from the least
    /// to the greatest value, the last closed; where those are equal, one unit wide around it.
    /// </summary>
    public static Figure Distribution(string path, int window, long users, FrequencyMap map, Statistics statistics)
    {
        var (edges, counts) = Histogram(map);
        var (x, f) = map.Cdf();
        var (drawnX, drawnF) = CdfThinning.Thin(x, f, logX: false);
        var histogram = new Panel("Histogram", new FigureAxis(Label, AxisKind.Linear), new FigureAxis("Windows", AxisKind.Linear, 0), [new HistogramSeries(null, edges, counts)], false, []);
        var cdf = new Panel(
            "Distribution function",
            new FigureAxis(Label, AxisKind.Linear),
            new FigureAxis("Fraction of windows ≤ x", AxisKind.Linear, 0, 1.05),
            [new LineSeries(null, drawnX, drawnF, Step: true), Mark("mean", statistics.Mean), Mark("median", statistics.Median), Mark("p95", statistics.P95)],
            false,
            []);
        var table = new FigureTable(
        [
            new NumberColumn("bin_from", Padded(edges[..^1], x.Length)),
            new NumberColumn("bin_to", Padded(edges[1..], x.Length)),
            new IntegerColumn("bin_windows", [.. counts.Select(count => (long)count), .. Enumerable.Repeat(Missing.Value, Math.Max(0, x.Length - Bins))]),
            new NumberColumn("distinct_models", Padded(x, Bins)),
            new NumberColumn("cdf", Padded(f, Bins)),
        ]);
        return new Figure(path, $"{Label} of {InvariantText.Whole(window)} requests (n = {InvariantText.Whole(map.N)} windows of {InvariantText.Whole(users)} users)", [histogram, cdf], table);
    }

    /// <summary>A box per user.</summary>
    public static Figure ByUser(string path, int window, IReadOnlyList<ModelDiversity.UserWindows> users)
    {
        BoxStatistics[] boxes = [.. users.Select(user => BoxStatistics.Of(user.Models))];
        string[] names = [.. users.Select(user => FigureNames.Shorten(user.User, LongestUser))];
        var panel = new Panel(null, new FigureAxis("User", AxisKind.Category, Categories: names), new FigureAxis(Label, AxisKind.Linear), [BoxFigures.Series(boxes)], false, []);
        var table = new FigureTable(
        [
            new TextColumn("user", [.. users.Select(user => user.User)]),
            new IntegerColumn("requests", [.. users.Select(user => user.Requests)]),
            .. BoxFigures.Columns(boxes, n: "windows"),
        ]);
        return new Figure(path, $"{Label} of {InvariantText.Whole(window)} requests, top {users.Count} users (n = {InvariantText.Whole(users.Sum(user => user.Models.N))} windows)", [panel], table);
    }

    private static (double[] Edges, double[] Counts) Histogram(FrequencyMap map)
    {
        var (least, most) = (map.Values[0], map.Values[^1]);
        var (from, width) = least == most ? (least - 0.5, 1.0 / Bins) : (least, (most - least) / (double)Bins);
        var edges = new double[Bins + 1];
        for (var i = 0; i <= Bins; i++) edges[i] = from + i * width;
        var counts = new double[Bins];
        for (var i = 0; i < map.Values.Length; i++)
        {
            var bin = least == most ? Bins / 2 : Math.Min(Bins - 1, (map.Values[i] - least) * Bins / (most - least));
            counts[bin] += map.Counts[i];
        }

        return (edges, counts);
    }

    private static MarkLine Mark(string name, double? at) => new($"{name} {(at ?? 0).ToString("0.##", CultureInfo.InvariantCulture)}", at ?? 0, Vertical: true);

    private static double[] Padded(double[] values, int length) => [.. values, .. Enumerable.Repeat(double.NaN, Math.Max(0, length - values.Length))];
}
