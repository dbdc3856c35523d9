using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(TtftAnalysis))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Time to first token against input tokens, for every model with at least 1,000 rows that have both. Every such model gets buckets of
/// input tokens. A model drawn gets a scatter, or boxes where it has more than 1,000,000 rows.
/// </summary>
internal sealed class TtftAnalysis : IAnalysis
{
    private const int MinimumRows = 1_000;
    private const int MostScattered = 1_000_000;
    private const string Input = "input_tokens";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("ttft");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<BucketsQuestion>(static (_, columns) => Buckets(columns)),
        ModelKernel.For<ScatterQuestion>(static (_, columns) => Scatter(columns)),
    ];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var drawn = data.DrawnIds();
        var answers = await data.AskAsync<BucketsAnswer>(new BucketsQuestion());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Models(models, answer => answer.N >= MinimumRows, (item, _, answer) =>
            {
                item.WriteNumber("n", answer.N);
                item.List("buckets", answer.Buckets, WriteBucket);
            },
            _ => "fewer than 1,000 rows have input tokens and ttft");
        });
        return new AnalysisRun(summary,
            [.. models.Where(each => each.Answer.N >= MinimumRows && drawn.Contains(each.Model.Id))
                .Select(each => Plan(data, each.Model, each.Answer))]);
    }

    private FigurePlan Plan(AnalysisData data, CatalogModel model, BucketsAnswer answer)
    {
        var path = $"{Info.Folder}/{data.FolderOf(model)}/ttft_vs_input_tokens";
        var title = $"TTFT against input tokens, {data.TitleOf(model)}";
        return answer.N > MostScattered
            ? FigurePlan.Of(path, () => BoxFigure(path, title, answer))
            : new FigurePlan(path, async () =>
                ScatterFigure(
                    path, title, answer, await data.AskAsync<ScatterAnswer>(model, new ScatterQuestion()), data.Options.ThinData,
                    data.ColourOf(model)));
    }

    private static void WriteBucket(Utf8JsonWriter json, TtftBucket bucket)
    {
        json.WriteNumber("from", bucket.From);
        json.WriteNumber("to", bucket.To);
        json.Box(BoxStatistics.Of(bucket.Ttft));
    }

    private static Figure ScatterFigure(
        string path, string title, BucketsAnswer answer, ScatterAnswer points, bool thinTable, int? colour)
    {
        var buckets = answer.Buckets;
        var middle = Array.ConvertAll(buckets, bucket => (bucket.From + bucket.To) / 2.0);
        var median = Array.ConvertAll(buckets, bucket => bucket.Ttft.Median ?? double.NaN);
        var panel = new Panel(
            null,
            new FigureAxis("Input tokens", AxisKind.Logarithmic),
            new FigureAxis("TTFT (s)", AxisKind.Logarithmic),
            [
                new PointSeries(null, points.Input, points.Ttft) { Colour = colour },
                new LineSeries("median of each 1,000 tokens", middle, median) { Colour = FigureSeries.Whole },
            ],
            true,
            [$"{InvariantText.Whole(points.Input.Length)} points drawn", "≤ p99.9 of both"]);
        var table = new FigureTable(
        [
            new IntegerColumn(Input, Array.ConvertAll(points.Input, static tokens => (long)tokens)),
            new NumberColumn("ttft_seconds", points.Ttft),
        ]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(answer.N)})", [panel], TablePadding.With(
            thinTable ? TableThinning.Evenly(table) : table,
            Math.Min(points.Input.Length, thinTable ? TableThinning.MostRows : points.Input.Length),
            [
                new NumberColumn("box_input_tokens_from", Array.ConvertAll(buckets, bucket => (double)bucket.From)),
                new NumberColumn("box_input_tokens_to", Array.ConvertAll(buckets, bucket => (double)bucket.To)),
                new NumberColumn("box_ttft_median_seconds", median),
            ]));
    }

    private static Figure BoxFigure(string path, string title, BucketsAnswer answer)
    {
        var buckets = answer.Buckets;
        var boxes = Array.ConvertAll(buckets, bucket => BoxStatistics.Of(bucket.Ttft));
        var names = Array.ConvertAll(buckets, bucket => $"{bucket.From / TtftBuckets.Width}–{bucket.To / TtftBuckets.Width}k");
        var panel = new Panel(
            null,
            new FigureAxis("Input tokens", AxisKind.Category, Categories: names),
            new FigureAxis("TTFT (s)", AxisKind.Logarithmic),
            [BoxFigures.Series(boxes)],
            false,
            BoxFigures.Explained);
        var table = new FigureTable(
        [
            new IntegerColumn($"{Input}_from", Array.ConvertAll(buckets, bucket => bucket.From)),
            new IntegerColumn($"{Input}_to", Array.ConvertAll(buckets, bucket => bucket.To)),
            .. BoxFigures.Columns(boxes),
        ]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(answer.N)})", [panel], table);
    }

    private static BucketsAnswer Buckets(SegmentColumns columns)
    {
        var input = columns.Integers(ColumnId.InputTokens);
        var ttft = columns.Integers(ColumnId.Ttft);
        var n = TtftBuckets.Keep(input, ttft);
        return new BucketsAnswer(n, n < MinimumRows ? [] : TtftBuckets.Of(input[..n], ttft[..n]));
    }

    private static ScatterAnswer Scatter(SegmentColumns columns)
    {
        var input = columns.Integers(ColumnId.InputTokens);
        var ttft = columns.Integers(ColumnId.Ttft);
        var n = TtftBuckets.Keep(input, ttft);
        var (x, y) = TtftBuckets.Scatter(input[..n], ttft[..n]);
        return new ScatterAnswer(x, y);
    }

    /// <summary>Asks a model for its buckets of input tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.ttft.buckets.question")]
    public sealed record BucketsQuestion : ModelQuestion;

    /// <summary>A model's rows with input tokens and ttft, and their buckets; none below 1,000 rows.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.ttft.buckets.answer")]
    public sealed record BucketsAnswer([property: Id(0)] long N, [property: Id(1)] TtftBucket[] Buckets) : ModelAnswer;

    /// <summary>Asks a model for the points of its scatter.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.ttft.scatter.question")]
    public sealed record ScatterQuestion : ModelQuestion;

    /// <summary>The points of a model's scatter: input tokens, and ttft in seconds.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.ttft.scatter.answer")]
    public sealed record ScatterAnswer([property: Id(0)] double[] Input, [property: Id(1)] double[] Ttft) : ModelAnswer;
}
