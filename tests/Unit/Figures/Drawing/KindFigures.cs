using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

/// <summary>One figure of every kind that analyses draw, with what makes them hard: twenty models of long names, many values.</summary>
internal static class KindFigures
{
    public const int Models = 20;

    private static readonly FigureAxis Time = new("Time (UTC)", AxisKind.Time);

    private static readonly string[] Names =
        [.. Enumerable.Range(1, Models).Select(i => $"a-vendor-of-long-names/Model-{i}-235B-A22B-Instruct-2507-FP8")];

    private static readonly FigureAxis Share = new("Fraction of values ≤ x", AxisKind.Linear, 0, 1.05);

    private static readonly FigureAxis NoAxis = new("", AxisKind.None);

    /// <summary>The figures by kind.</summary>
    public static IReadOnlyDictionary<string, Figure> All { get; } = Make().ToDictionary(figure => figure.Path);

    private static IEnumerable<Figure> Make()
    {
        double[] ramp = [.. Enumerable.Range(1, 500).Select(i => (double)i)];
        double[] fractions = [.. ramp.Select(i => i / 500)];
        double[] hours = [.. ramp[..72].Select(i => 63_871_113_600 + (3600 * i))];
        double[] wave = [.. ramp[..72].Select(i => 100 + (80 * Math.Sin(i / 4)))];
        var boxed = SampleFigures.Boxes("All users", Models, 1) with { Colour = 0 };
        var notes = new[] { "n = 12,823", "left out 4.52 % (under 1 ms)", "Pearson r = 0.33 (all pairs)", "Spearman ρ = 0.38, p < 0.001 (all pairs)" };
        yield return Of("cdf", new Panel(null, Log("Input tokens"), Share, [new LineSeries(null, ramp, fractions, true) { Colour = 2 }], false,
            ["mean = 250.5", "median = 250.5", "p90 = 450", "p99 = 495", "max = 500"]));
        yield return Of("cdfs", new Panel(null, Log("Input tokens"), Share,
            [.. Names.Select((name, i) => new LineSeries(name, [.. ramp.Select(x => x * (i + 1))], fractions, true) { Colour = i, N = 123_456 })],
            true, []));
        yield return Of("pie",
            new Panel("Share", NoAxis, NoAxis, [new PieSlices(null, [.. Names[..10], "Other"], [30, 20, 10, 8, 6, 5, 4, 3, 2, 1, 11])], false, []),
            new Panel("Top 10", Linear("Requests"), Category("", Names[..10]), [new BarSeries(null, [.. ramp[..10].Select(i => 123_456 / i)], true)],
                false, []));
        yield return Of("models", new Panel(null, Linear("Tokens"), Category("", Names),
            [
                new BarSeries("Input tokens", [.. ramp[..Models].Select(i => 12_246_920 / i)], true),
                new BarSeries("Output tokens", [.. ramp[..Models].Select(i => 6_978_471 / i)], true),
            ], true, []));
        yield return Of("hours", new Panel(null, Category("Hour (UTC)", [.. Enumerable.Range(0, 24).Select(i => $"{i:00}")]), Linear("Requests"),
            [new BarSeries(null, [.. ramp[..24].Select(i => i * 137)], false)], false, []));
        yield return Of("columns", new Panel(null, Category("Column", ["function_name", "chute_id", "model_name", "user_id"]), Log("Distinct values"),
            [new BarSeries(null, [4, 25, 25, 300], true)], false, []));
        yield return Of("boxes", new Panel(null, Category("Date", [.. Enumerable.Range(1, 30).Select(i => $"2025-01-{i:00}")]),
            Log("Inter-arrival time (s)"), [SampleFigures.Boxes(null, 30, 1) with { Colour = 5 }], false, [.. BoxFigures.Explained]));
        yield return Of("grouped", new Panel(null, Category("Model", Names), Log("Inter-arrival time (s)"),
            [boxed, SampleFigures.Boxes("Per user", Models, 40) with { Colour = 1 }], true, [.. BoxFigures.Explained]));
        yield return Of("rank", new Panel(null, Log("User rank"), Log("Models"),
            [new LineSeries(null, ramp[..300], [.. ramp[..300].Select(i => Math.Ceiling(25 / Math.Sqrt(i)))])], false, []));
        yield return Of("scatter", new Panel(null, Log("Requests per second"), Log("TPOT (s per output token)"),
            [
                new PointSeries(null, ramp, [.. ramp.Select(i => 0.01 + (0.002 * Math.Sin(i)))]) { Colour = 6 },
                new BandSeries("p10–p90", [.. ramp.Where(i => i % 25 == 0)], [.. fractions[..20].Select(_ => 0.008)], [.. fractions[..20].Select(_ => 0.012)])
                { Colour = FigureSeries.Whole },
                new LineSeries("median of 20 bins of 658", [.. ramp.Where(i => i % 25 == 0)], [.. fractions[..20].Select(_ => 0.01)])
                { Colour = FigureSeries.Whole },
            ], true, ["13,151 points drawn", "rates over the last 100 requests"]));
        yield return Of("lag", new Panel(null, Log("Current inter-arrival time (s)"), Log("Next inter-arrival time (s)"),
            [
                new PointSeries(null, [0, .. ramp], [.. ramp.Select(i => 1e-6 * i * i), 0]) { Colour = 3 },
                new GuideLine("y = x", [1e-6, 500], [1e-6, 500]),
            ], true, notes));
        yield return Of("heatmap", new Panel(null, Log("Current inter-arrival time (s)"), Log("Next inter-arrival time (s)"),
            [SampleFigures.Heatmap(), new GuideLine("y = x", [1e-3, 1e7], [1e-3, 1e7])], false, notes));
        yield return Of("throughput",
            new Panel("Prefill", Time, Linear("Input tokens per second"),
                [new BandSeries("range of 18 values", hours, [.. wave.Select(y => y / 2)], [.. wave.Select(y => y * 9)]) { Colour = 4 },
                    new LineSeries("their mean", hours, wave) { Colour = 4 }], true, []),
            new Panel("Decode", Time, Linear("Output tokens per second"),
                [new BandSeries("range of 18 values", hours, [.. wave.Select(y => y / 2)], [.. wave.Select(y => y * 9)]) { Colour = 4 },
                    new LineSeries("their mean", hours, wave) { Colour = 4 }], true, []));
        yield return Of("balance", [.. new[] { "Max/mean", "CV", "Jain's index" }.Select((label, i) =>
            new Panel(null, Time, Linear(label), [new LineSeries(null, hours, [.. wave.Select(y => y * Math.Pow(10, i))])], false, []))]);
        yield return Of("diversity",
            new Panel("Histogram", Category("Distinct models per window", [.. Enumerable.Range(3, 23).Select(i => $"{i}")]), Linear("Windows"),
                [new BarSeries(null, ramp[..23], false)], false, []),
            new Panel("Distribution function", new FigureAxis("Distinct models per window", AxisKind.Linear), Share,
                [new LineSeries(null, ramp[..25], [.. ramp[..25].Select(i => i / 25)], true), new MarkLine("mean 19.89", 19.89, true),
                    new MarkLine("median 21", 21, true), new MarkLine("p95 23", 23, true)], false, []));
        yield return Of("timeline", new Panel(null, Time, Category("Models by first request", Names),
            [new PointSeries(null, hours, [.. ramp[..72].Select(i => i % Models)])], false, []));
        yield return Of("series", new Panel(null, Time, Linear("Requests"),
            [new LineSeries("all requests", hours, wave) { Colour = FigureSeries.Whole, N = 50_000 },
                .. Names[..10].Select((name, i) => new LineSeries(name, hours, [.. wave.Select(y => y / (i + 2))]) { Colour = i, N = 1_234 })],
            true, []));
        yield return Of("band", SampleFigures.All["band"].Panels[0]);
        yield return Of("stack", SampleFigures.All["stack"].Panels[0]);
        yield return Of("histogram", SampleFigures.All["histogram"].Panels[0]);
    }

    private static Figure Of(string kind, params Panel[] panels) =>
        new(kind, $"What a figure of the kind {kind} shows, a-vendor-of-long-names/Model-1-235B-A22B (n = 12,345)", panels, new FigureTable([]));

    private static FigureAxis Log(string label) => new(label, AxisKind.Logarithmic);

    private static FigureAxis Linear(string label) => new(label, AxisKind.Linear, 0);

    private static FigureAxis Category(string label, IReadOnlyList<string> names) => new(label, AxisKind.Category, Categories: names);
}
