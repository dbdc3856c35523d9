using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(LatencyUnderLoad))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Time per output token (TPOT) and time to first token (TTFT) against the request and token rates over a window of 100 requests. Numbers
/// are of every model with at least 1,000 rows that have all of them, figures of the models drawn.
/// </summary>
internal sealed class LatencyUnderLoad : IAnalysis
{
    private const int MinimumRows = 1_000;
    private const int MostDrawn = 20_000;

    private static readonly Measure[] Latencies = [
        new("tpot", "TPOT", "TPOT (s per output token)", "tpot_seconds", points => points.Tpot),
        new("ttft", "TTFT", "TTFT (s)", "ttft_seconds", points => points.Ttft),
    ];

    private static readonly Measure[] Rates = [
        new("request_rate", "request rate", "Requests per second", "request_rate", points => points.RequestRate),
        new("token_rate", "token rate", "Tokens per second", "token_rate", points => points.TokenRate),
    ];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("latency");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<StatisticsQuestion>(static (_, columns) => Describe(columns)),
        ModelKernel.For<PointsQuestion>(static (_, columns) => Points(columns)),
    ];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var drawn = data.DrawnIds();
        var answers = await data.AskAsync<StatisticsAnswer>(new StatisticsQuestion());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Models(models, answer => answer.Tpot.N > 0, (item, _, answer) =>
            {
                item.WriteNumber("n", answer.Tpot.N);
                item.Statistics("tpot", answer.Tpot);
                item.Statistics("ttft", answer.Ttft);
                item.Statistics("request_rate", answer.RequestRate);
                item.Statistics("token_rate", answer.TokenRate);
            },
            _ => "fewer than 1,000 rows have input tokens, output tokens > 1, ttft > 0 and duration > ttft");
        });
        return new AnalysisRun(summary,
            [.. models.Where(each => each.Answer.Tpot.N > 0 && drawn.Contains(each.Model.Id))
                .SelectMany(each => Figures(data, each.Model, each.Answer.Tpot.N))]);
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, CatalogModel model, long n)
    {
        foreach (var latency in Latencies)
        {
            foreach (var rate in Rates)
            {
                var path = $"{Info.Folder}/{data.FolderOf(model)}/{latency.Name}_vs_{rate.Name}";
                var title = $"{latency.Title} against {rate.Title}, {data.TitleOf(model)} (n = {InvariantText.Whole(n)})";
                yield return new FigurePlan(path, async () =>
                {
                    var points = await data.AskAsync<PointsAnswer>(model, new PointsQuestion());
                    return Scatter(path, title, rate, latency, points, data.Options.ThinData, data.ColourOf(model));
                });
            }
        }
    }

    private static Figure Scatter(
        string path, string title, Measure rate, Measure latency, PointsAnswer points, bool thinTable, int? colour)
    {
        var bins = points.Bins?[(Array.IndexOf(Latencies, latency) * Rates.Length) + Array.IndexOf(Rates, rate)];
        var (x, y) = (rate.Values(points), latency.Values(points));
        var panel = new Panel(
            null,
            new FigureAxis(rate.Label, AxisKind.Logarithmic),
            new FigureAxis(latency.Label, AxisKind.Logarithmic),
            [
                new PointSeries(null, x, y) { Colour = colour },
                .. bins is null ? (FigureSeries[])[] :
                [
                    new BandSeries("p10–p90", bins.Rate, bins.P10, bins.P90) { Colour = FigureSeries.Whole },
                    new LineSeries($"median of {bins.Rate.Length} bins of {InvariantText.Whole(bins.N.Max())}", bins.Rate, bins.Median)
                    { Colour = FigureSeries.Whole },
                ],
            ],
            true,
            [$"{InvariantText.Whole(x.Length)} points drawn", $"rates over the last {points.Window} requests"]);
        var table = new FigureTable([new NumberColumn(rate.Column, x), new NumberColumn(latency.Column, y)]);
        if (thinTable) table = TableThinning.Evenly(table);
        return new Figure(path, title, [panel], TablePadding.With(table, Math.Min(x.Length, thinTable ? TableThinning.MostRows : x.Length),
            bins is null ? [] :
            [
                new NumberColumn($"bin_{rate.Column}", bins.Rate),
                new NumberColumn($"bin_{latency.Name}_p10_seconds", bins.P10),
                new NumberColumn($"bin_{latency.Name}_median_seconds", bins.Median),
                new NumberColumn($"bin_{latency.Name}_p90_seconds", bins.P90),
                new NumberColumn("bin_n", Array.ConvertAll(bins.N, n => (double)n)),
            ]));
    }

    private static StatisticsAnswer Describe(SegmentColumns columns)
    {
        var load = Load(columns);
        RadixSort.Sort(load.Tpot);
        RadixSort.Sort(load.RequestRate);
        RadixSort.Sort(load.TokenRate);
        return new StatisticsAnswer(
            Summaries.OfSorted(load.Tpot),
            Summaries.Of(load.Ttft, Units.TicksPerSecond),
            Summaries.OfSorted(load.RequestRate),
            Summaries.OfSorted(load.TokenRate));
    }

    private static PointsAnswer Points(SegmentColumns columns)
    {
        var load = Load(columns);
        var positions = EvenChoice.Of(load.Tpot.Length, MostDrawn);
        var points = new PointsAnswer(
            new double[positions.Length], new double[positions.Length], new double[positions.Length], new double[positions.Length],
            Bins(load), LatencyWindows.LengthOf(load.Tpot.Length));
        for (var i = 0; i < positions.Length; i++)
        {
            var at = positions[i];
            points.Tpot[i] = load.Tpot[at];
            points.Ttft[i] = load.Ttft[at] / Units.TicksPerSecond;
            points.RequestRate[i] = load.RequestRate[at];
            points.TokenRate[i] = load.TokenRate[at];
        }

        return points;
    }

    // Of each latency against each rate, in the order of the figures.
    private static LatencyBins[] Bins(LatencyLoad load)
    {
        var ttft = new double[load.Ttft.Length];
        for (var i = 0; i < ttft.Length; i++) ttft[i] = load.Ttft[i] / Units.TicksPerSecond;
        return
        [
            LatencyBins.Of(load.RequestRate, load.Tpot), LatencyBins.Of(load.TokenRate, load.Tpot),
            LatencyBins.Of(load.RequestRate, ttft), LatencyBins.Of(load.TokenRate, ttft),
        ];
    }

    // Empty below 1,000 rows.
    private static LatencyLoad Load(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var input = columns.Integers(ColumnId.InputTokens);
        var output = columns.Integers(ColumnId.OutputTokens);
        var ttft = columns.Integers(ColumnId.Ttft);
        var duration = columns.Integers(ColumnId.Duration);
        var n = LatencyWindows.Keep(started, input, output, ttft, duration);
        if (n < MinimumRows) n = 0;
        return LatencyWindows.Of(started[..n], input[..n], output[..n], ttft[..n], duration[..n], columns.Scratch);
    }

    /// <summary>Asks a model for the statistics of its latency and load.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.latency.statistics.question")]
    public sealed record StatisticsQuestion : ModelQuestion;

    /// <summary>The statistics of a model's latency (seconds) and load (per second); without values below 1,000 rows.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.latency.statistics.answer")]
    public sealed record StatisticsAnswer(
        [property: Id(0)] Statistics Tpot,
        [property: Id(1)] Statistics Ttft,
        [property: Id(2)] Statistics RequestRate,
        [property: Id(3)] Statistics TokenRate) : ModelAnswer;

    /// <summary>Asks a model for the points of its scatters.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.latency.points.question")]
    public sealed record PointsQuestion : ModelQuestion;

    /// <summary>
    /// At most 20,000 requests, evenly by start: latency in seconds, load per second. The bins are of all requests, of each latency against
    /// each rate. The window is of so many requests.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("llmwl.latency.points.answer")]
    public sealed record PointsAnswer(
        [property: Id(0)] double[] Tpot,
        [property: Id(1)] double[] Ttft,
        [property: Id(2)] double[] RequestRate,
        [property: Id(3)] double[] TokenRate,
        [property: Id(4)] LatencyBins[]? Bins = null,
        [property: Id(5)] int Window = LatencyWindows.Longest) : ModelAnswer;

    /// <summary>An axis of the scatters: its names, and its values in the answer.</summary>
    private sealed record Measure(string Name, string Title, string Label, string Column, Func<PointsAnswer, double[]> Values);
}
