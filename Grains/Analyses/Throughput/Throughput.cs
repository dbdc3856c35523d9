using System.Globalization;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(Throughput))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Prefill and decode rates of the models drawn, in every whole second between the first and the last phase of a request, idle seconds
/// included, and their means by minute and hour. A model without a phase of one kind has no rate of that kind.
/// </summary>
internal sealed class Throughput : IAnalysis
{
    private const int Minute = 60;
    private const int Hour = 3_600;
    private const double LeastDrawn = 1_000;
    private const int MostColumns = 240;

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("throughput");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [ModelKernel.For<Question>(static (_, columns) => Describe(columns))];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var models = await data.AskDrawnAsync<Answer>(new Question());
        var summary = JsonText.Object(json =>
        {
            json.Models(models, answer => answer is { Seconds: > 0 }, (item, _, answer) =>
            {
                item.WriteNumber("seconds", answer!.Seconds);
                item.Statistics("prefill", answer.Prefill);
                item.Statistics("decode", answer.Decode);
            },
            answer => answer is null
                ? "not among the models drawn"
                : "no row has a prefill (input tokens, ttft > 0) or decode phase (output tokens, ttft, duration > ttft)");
        });
        return new AnalysisRun(summary,
            [.. models.Where(each => each.Answer is { BusiestMinute: >= LeastDrawn }).SelectMany(each => Figures(data, each.Model))]);
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, CatalogModel model)
    {
        yield return Plan("1min", "1-minute", answer => answer.Minutes);
        yield return Plan("1hour", "1-hour", answer => answer.Hours);

        FigurePlan Plan(string suffix, string means, Func<Answer, ThroughputSeries> pick)
        {
            var path = $"{Info.Folder}/{data.FolderOf(model)}/throughput_{suffix}";
            var title = $"Throughput, {means} means, {data.TitleOf(model)}";
            return new FigurePlan(path, async () =>
            {
                var answer = await data.AskAsync<Answer>(model, new Question());
                return await Task.Run(() => TimeFigure(path, title, answer, pick(answer), data.Options.ThinData, data.ColourOf(model)));
            });
        }
    }

    // A rate that the model does not have has no panel, and an empty column in the table.
    private static Figure TimeFigure(string path, string title, Answer answer, ThroughputSeries series, bool thinTable,
        int? colour)
    {
        var starts = series.Starts();
        var table = new FigureTable(
        [
            new TextColumn("time", Array.ConvertAll(starts, Instant)),
            new NumberColumn("prefill_tokens_per_second", answer.Prefill.N > 0 ? series.Prefill : Nothing(starts.Length)),
            new NumberColumn("decode_tokens_per_second", answer.Decode.N > 0 ? series.Decode : Nothing(starts.Length)),
        ]);
        var panels = new List<Panel>();
        if (answer.Prefill.N > 0) panels.Add(Panel("Prefill", "Input", starts, series.Prefill, colour));
        if (answer.Decode.N > 0) panels.Add(Panel("Decode", "Output", starts, series.Decode, colour));
        var n = InvariantText.Whole(starts.Length);
        return new Figure(path, $"{title} (n = {n})", panels, thinTable ? TableThinning.Rows(table, Ends(series)) : table);
    }

    // The rows where either rate is lowest or highest among its neighbours.
    private static int[] Ends(ThroughputSeries series) =>
    [
        .. ThroughputEnvelope.Positions(series.Prefill, TableThinning.MostRows / 2)
            .Union(ThroughputEnvelope.Positions(series.Decode, TableThinning.MostRows / 2)).Order(),
    ];

    private static double[] Nothing(int length) => [.. Enumerable.Repeat(double.NaN, length)];

    // Of more means than there are columns to see, each column has its range and its mean.
    private static Panel Panel(string phase, string kind, long[] starts, double[] rates, int? colour)
    {
        var x = Array.ConvertAll(starts, start => (double)start);
        var columns = ThroughputColumns.Of(x, rates, MostColumns);
        FigureSeries[] series = columns is null
            ? [new LineSeries(null, x, rates) { Colour = colour }]
            : [
                new BandSeries(columns.Name, columns.X, columns.Low, columns.High) { Colour = colour },
                new LineSeries("their mean", columns.X, columns.Mean) { Colour = colour },
            ];
        return new Panel(
            phase, new FigureAxis("Time (UTC)", AxisKind.Time), new FigureAxis($"{kind} tokens per second", AxisKind.Linear, 0), series,
            columns is not null, []);
    }

    private static string? Instant(long second) =>
        new DateTime(Math.Min(second, DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond, DateTimeKind.Utc)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Answer Describe(SegmentColumns columns)
    {
        var (prefill, decode) = (Prefill(columns), Decode(columns));
        var (hasPrefill, hasDecode) = (prefill.Seconds > 0, decode.Seconds > 0);
        (prefill, decode) = OverBoth(prefill, decode);
        return new Answer(
            prefill.Seconds,
            hasPrefill ? ThroughputSummary.Of(prefill) : Statistics.None,
            hasDecode ? ThroughputSummary.Of(decode) : Statistics.None,
            Math.Round(ThroughputMeans.Busiest(prefill, decode, Minute), 6),
            ThroughputMeans.Of(prefill, decode, Minute),
            ThroughputMeans.Of(prefill, decode, Hour));
    }

    // Both rates over the span that covers both.
    private static (ThroughputRuns Prefill, ThroughputRuns Decode) OverBoth(ThroughputRuns prefill, ThroughputRuns decode)
    {
        if (prefill.Seconds == 0 && decode.Seconds == 0) return (prefill, decode);
        var first = Math.Min(prefill.Seconds == 0 ? decode.First : prefill.First, decode.Seconds == 0 ? prefill.First : decode.First);
        var end = Math.Max(prefill.End, decode.End);
        return (prefill.Over(first, end), decode.Over(first, end));
    }

    private static ThroughputRuns Prefill(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var ttft = columns.Integers(ColumnId.Ttft);
        var input = columns.Integers(ColumnId.InputTokens);
        var n = ThroughputPhases.Prefill(started, ttft, input);
        return ThroughputIntegral.PerSecond(started[..n], ttft[..n], input[..n]);
    }

    private static ThroughputRuns Decode(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var ttft = columns.Integers(ColumnId.Ttft);
        var output = columns.Integers(ColumnId.OutputTokens);
        var n = ThroughputPhases.Decode(started, ttft, columns.Integers(ColumnId.Duration), output);
        return ThroughputIntegral.PerSecond(started[..n], ttft[..n], output[..n]);
    }

    /// <summary>Asks a model for its rates.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.throughput.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>A model's rates: their statistics, and their means over time.</summary>
    /// <param name="Seconds">Whole seconds of the span; 0 without phases.</param>
    /// <param name="Prefill">Input tokens per second; none where no row has a prefill phase.</param>
    /// <param name="Decode">Output tokens per second; none where no row has a decode phase.</param>
    /// <param name="BusiestMinute">The most tokens, input and output together, in a minute of the UTC clock, to six decimals.</param>
    /// <param name="Minutes">The mean rates by minute of the UTC clock.</param>
    /// <param name="Hours">The mean rates by hour of the UTC clock.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.throughput.answer")]
    public sealed record Answer(
        [property: Id(0)] long Seconds,
        [property: Id(1)] Statistics Prefill,
        [property: Id(2)] Statistics Decode,
        [property: Id(3)] double BusiestMinute,
        [property: Id(4)] ThroughputSeries Minutes,
        [property: Id(5)] ThroughputSeries Hours) : ModelAnswer;
}
