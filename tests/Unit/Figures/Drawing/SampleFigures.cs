using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

/// <summary>One small figure of every kind and edge.</summary>
internal static class SampleFigures
{
    private static readonly string[] Models =
        ["deepseek-ai/DeepSeek-V3-0324-Instruct-Turbo-FP8", "Qwen/Qwen3-235B-A22B", "zai-org/GLM-4.5-FP8"];

    private static readonly FigureAxis None = new("", AxisKind.None);

    public static IReadOnlyDictionary<string, Figure> All { get; } = Make().ToDictionary(f => f.Path);

    public static Figure Of(string path, params Panel[] panels) => new(path, $"Sample {path}", panels, new FigureTable([]));

    public static Panel CdfPanel(IReadOnlyList<FigureSeries> series, params string[] notes) =>
        new(null, Logarithmic("Input tokens"), Linear("F", 0, 1.05), series, true, notes);

    private static IEnumerable<Figure> Make()
    {
        double[] ramp = [.. Enumerable.Range(1, 500).Select(i => (double)i)];
        double[] cumulative = [.. ramp.Select(i => i / 500)];
        yield return Of(
            "cdf", CdfPanel(
            [.. Models.Select((m, i) => new LineSeries(m, [.. ramp.Select(x => x * (i + 1))], cumulative, true))],
            "n = 500", "mean = 250.5"));
        yield return Of("pie_and_bars",
            new Panel("Share", None, None, [new PieSlices(null, [.. Models, "Other"], [70, 20, 8, 2])], false, []),
            new Panel("Top", Linear("Requests"), Category("Model", Models),
                [new BarSeries(null, [7_000_000, 2_000_000, 800_000], true)], false, []));
        yield return Of(
            "hours", new Panel(null, Hours(24), Linear("Requests"), [new BarSeries(null, ramp[..24], true)], false, ["total = 300"]));
        yield return Of(
            "numeric_bars", new Panel(
            null, Linear("Models"), Linear("Windows"),
            [new BarSeries(null, ramp[..50], false), new MarkLine("mean = 20", 20, true), new MarkLine("limit", 45, false)], false, []));
        yield return Of(
            "grouped", new Panel(
            null, Category("Model", Models), Linear("Tokens"),
            [new BarSeries("input", [3, 2, 1], true), new BarSeries("output", [1, 2, double.NaN], true)], true, []));
        yield return Of(
            "rank", new Panel(
            null, Logarithmic("Rank"), Logarithmic("Requests"),
            [new PointSeries("users", ramp, [.. ramp.Select(r => 1e6 / r)])], true, []));
        yield return Of(
            "time", new Panel(
            null, new FigureAxis("Time (UTC)", AxisKind.Time), Linear("Tokens per second"),
            [new LineSeries("prefill", [.. ramp.Select(i => 63_871_113_600 + (60 * i))], ramp)], true, []));
        yield return Of(
            "boxes", new Panel(null, Hours(24), Logarithmic("Inter-arrival time (s)"), [Boxes(null, 24, 1)], false, ["n = 24"]));
        yield return Of(
            "grouped_boxes",
            new Panel(null, Category("Model", Models), Logarithmic("s"), [Boxes("all users", 3, 1), Boxes("per user", 3, 40)], true, []),
            new Panel(null, Logarithmic("s"), Category("", Models), [Boxes("all users", 3, 1), Boxes("per user", 3, 40)], true, []));
        yield return Of(
            "numeric_boxes",
            new Panel(null, Linear("Input tokens"), Linear("s"), [Boxes(null, 5, 1) with { Position = [500, 1500, 2500, 6000, 9000] }],
            false, []), new Panel(
            null, Logarithmic("Input tokens"), Linear("s"), [Boxes(null, 1, 1) with { Position = [500] }], false, []));
        yield return Of(
            "zeros",
            new Panel(null, Logarithmic("Current (s)"), Logarithmic("Next (s)"),
            [new PointSeries(null, [0, 0, 1e-6, 3, 500], [0, 2, 0, 1e-4, 500]), new GuideLine("y = x", [1e-6, 500], [1e-6, 500])], true,
            ["n = 5"]),
            new Panel(null, Hours(3), Logarithmic("s"),
            [Boxes(null, 3, 1) with { P10 = [0, 0, 0], P25 = [0, 0, 1e-5], Median = [0, 1e-3, 1], Outlier = [20, 0, 0, 20, 30, 40] }],
            false, []), new Panel(
            "zeros alone", Logarithmic("s"), Linear("F", 0, 1.05), [new LineSeries(null, [0], [1], Step: true)], false, []));
        yield return Of(
            "heatmap", new Panel(
            null, Logarithmic("x (s)"), Logarithmic("y (s)"), [Heatmap(), new GuideLine("y = x", [1e-9, 1e9], [1e-9, 1e9])],
            true, ["Pearson = 0.5"]));
        yield return Of(
            "histogram",
            new Panel(null, Linear("Models"), Linear("Windows"),
            [new HistogramSeries(null, ramp[..11], ramp[..10]), new MarkLine("mean = 6.4", 6.4, true),
            new MarkLine("median = 6.6", 6.6, true)], false, []), new Panel(
            null, Logarithmic("x"), Linear("y"),
            [new HistogramSeries("a", [0, 1, 10, 100], [1, 0, 2]), new HistogramSeries("b", [1, 5, 50], [2, 1])], true, []));
        double[] months = [.. Enumerable.Range(0, 12).Select(i => i + 1.0)];
        yield return Of(
            "band", new Panel(
            null, Linear("Month"), Logarithmic("Input tokens"),
            [
                new BandSeries("P10–P90", months, [.. months.Select(m => 10 * m)], [.. months.Select(m => m == 5 ? double.NaN : 4000 * m)])
                { Colour = 0 },
                new BandSeries("P25–P75", months, [.. months.Select(m => 100 * m)], [.. months.Select(m => 1000 * m)]) { Colour = 0 },
                new LineSeries("median", months, [.. months.Select(m => 400 * m)]) { Colour = 0 },
            ],
            true, ["n = 12"]));
        yield return Of(
            "stack", new Panel(
            null, Category("Month", ["2025-01", "2025-02", "2025-03"]), Linear("Share of requests", 0, 1),
            [
                .. Enumerable.Range(0, 10).Select(i => new StackSeries($"vendor/family-{i}", [0.08, double.NaN, 0.05])),
                new StackSeries("Others", [0.2, 1, 0.5]),
            ],
            true, []));
        yield return Of(
            "empty_stack", new Panel(null, Category("Month", []), Linear("Share"), [new StackSeries("a", []), new BandSeries(
            "b", [], [], [])], true, []));
        yield return Of(
            "empty_kinds",
            new Panel(null, Category("Model", []), Logarithmic("y"), [new BoxSeries(null, [], [], [], [], [], [], [], [], [])], false, []),
            new Panel(null, Logarithmic("x"), Logarithmic("y"), [new HeatmapSeries("p", [], [], []), new GuideLine(null, [], [])], false,
            []), new Panel(null, Linear("x"), Linear("y"), [new HistogramSeries(null, [], [])], false, []));
        yield return Of(
            "single", CdfPanel([new LineSeries("one", [5], [1], true)]), new Panel(
            "flat", Linear("x"), Linear("y"), [new PointSeries(null, [7], [7])], false, []));
        yield return Of(
            "empty", CdfPanel([new LineSeries("none", [], [], true)], "n = 0"),
            new Panel(null, None, None, [new PieSlices(null, [], [])], false, []),
            new Panel(null, Category("Model", []), Linear("y"), [new BarSeries(null, [], true)], false, []), new Panel(
            null, new FigureAxis("t", AxisKind.Time), Linear("y"), [new LineSeries(null, [], [])], false, []));
        yield return Of(
            "huge", new Panel(
            null, Logarithmic("x"), Logarithmic("y"), [new PointSeries(null, [-1, 0, 1e-7, 1e9], [1, 1, 1e-7, 1e12])], false, []));
        yield return Of(
            "one_category", new Panel(null, Category("Model", ["only"]), Linear("y"), [new BarSeries(null, [0], true)], false, []));
        yield return Of(
            "many", new Panel(null, Category("User", [.. ramp[..240].Select(i => $"user-{i}-abcdefgh")]), Linear("y"),
            [new BarSeries(null, ramp[..240], true)], false, []),
            new Panel(null, Linear("x"), Category("User", [.. ramp[..240].Select(i => $"user-{i}")]),
            [new BarSeries(null, ramp[..240], true)], false, []), CdfPanel(
            [.. ramp[..40].Select(i => new LineSeries($"a model with a long name {i}", [i, i * 10], [0.5, 1], true))], "n = 40"));
    }

    public static BoxSeries Boxes(string? name, int count, double scale)
    {
        double[] At(double value) => [.. Enumerable.Repeat(value * scale, count)];
        int[] boxes = [.. Enumerable.Range(0, count)];
        return new BoxSeries(
            name, [.. boxes.Select(i => (double)i)], At(1), At(2), At(3), At(5), At(9), At(4), [.. boxes, .. boxes],
            [.. At(0.5), .. At(20)]);
    }

    /// <summary>10×10 cells from 1 ms to 10⁷ s: the diagonal counts 1 to 9 and, in the lowest corner, 10,000.</summary>
    public static HeatmapSeries Heatmap()
    {
        double[] edges = [.. Enumerable.Range(-3, 11).Select(e => Math.Pow(10, e))];
        var values = new double[100];
        for (var i = 1; i < 10; i++)
            values[(i * 10) + i] = i;
        values[0] = 10_000;
        return new HeatmapSeries("Pairs", edges, edges, values);
    }

    private static FigureAxis Linear(string label, double? low = null, double? high = null) => new(label, AxisKind.Linear, low, high);

    private static FigureAxis Logarithmic(string label) => new(label, AxisKind.Logarithmic);

    private static FigureAxis Category(string label, string[] names) => new(label, AxisKind.Category, Categories: names);

    private static FigureAxis Hours(int count) => Category("Hour (UTC)", [.. Enumerable.Range(0, count).Select(h => $"{h}")]);
}
