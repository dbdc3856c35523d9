using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(TokenDistributions))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Per model, over rows that have both token counts: the exact distributions of input tokens, of output tokens, and of the ratio
/// output/input (rows with input &gt; 0).
/// </summary>
internal sealed class TokenDistributions : IAnalysis
{
    private const string Density = "input_output_density";

    private static readonly Measure[] Measures = [
        new("input_tokens", "Input tokens", "Input tokens", "input_tokens_cdf", answer => answer.Input, (name, curves) => Whole(
            name, curves.Input)),
        new("output_tokens", "Output tokens", "Output tokens", "output_tokens_cdf", answer => answer.Output, (name, curves) => Whole(
            name, curves.Output)),
        new("output_input_ratio", "Output/input ratio", "Output tokens / input tokens", "output_input_ratio_cdf", answer => answer.Ratio,
            (name, curves) => CdfFigures.Curve.OfSorted<double>(name, curves.SortedRatios)),
    ];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("tokens");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<StatisticsQuestion>(static (_, columns) => Describe(columns), static (_, parts) => DescribeAsync(parts)),
        ModelKernel.For<CurvesQuestion>(static (_, columns) => Curves(columns), static async (_, parts) => await CurvesAsync(parts)),
        ModelKernel.For<DensityQuestion>(
            static (_, columns) => DensityOf(columns), static (question, parts) => DensityAsync(question, parts)),
        ModelKernel.For<PartQuestion>(static (_, columns) => Curves(columns), isKept: false),
    ];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var answers = await data.AskAsync<StatisticsAnswer>(new StatisticsQuestion());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Models(models, answer => answer.N > 0, (item, _, answer) =>
            {
                item.WriteNumber("n", answer.N);
                foreach (var measure in Measures) item.Statistics(measure.Column, measure.Statistics(answer));
            },
            _ => "no row has both token counts");
        });
        var byId = models.ToDictionary(each => each.Model.Id, each => each.Answer);
        var drawn = data.DrawnModels().Where(model => byId[model.Id].N > 0).ToList();
        return new AnalysisRun(summary, [.. Figures(data, drawn, byId), .. Densities(data, drawn, byId)]);
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, List<CatalogModel> drawn, Dictionary<string, StatisticsAnswer> answers)
    {
        if (drawn.Count == 0) yield break;
        foreach (var measure in Measures)
        {
            var path = $"{Info.Folder}/{measure.Figure}";
            yield return new FigurePlan(path, async () =>
            {
                var curves = await Task.WhenAll(
                    drawn.Select(async model => Of(data, model, measure.Curve(data.LabelOf(model), await AskAsync(data, model)))));
                return CdfFigures.Combined(
                    path, $"{measure.Title} per model, top {drawn.Count}", measure.Label, measure.Column, curves, data.Options.ThinData);
            }).Unless(WorthDrawing.OnlyOne(drawn.Count, "model"));
        }

        foreach (var model in drawn)
        {
            foreach (var measure in Measures)
            {
                var statistics = measure.Statistics(answers[model.Id]);
                if (statistics.N == 0) continue;
                var path = $"{Info.Folder}/{data.FolderOf(model)}/{measure.Figure}";
                yield return new FigurePlan(path, async () =>
                {
                    var curve = Of(data, model, measure.Curve(model.Name, await AskAsync(data, model)));
                    return CdfFigures.Single(path, $"{measure.Title}, {data.TitleOf(model)}", measure.Label, measure.Column,
                        curve, statistics, data.Options.ThinData);
                }).Unless(WorthDrawing.OneValue(statistics, "values"));
            }
        }
    }

    private IEnumerable<FigurePlan> Densities(AnalysisData data, List<CatalogModel> drawn, Dictionary<string, StatisticsAnswer> answers)
    {
        if (drawn.Count == 0) yield break;
        var all = $"{Info.Folder}/{Density}";
        yield return new FigurePlan(all, async () =>
        {
            var parts = await data.AskTogetherAsync<DensityAnswer>(new DensityQuestion());
            return await data.MergeAsync(() => TokenDensityFigure.Of(
                all, "Input against output tokens, all models", FrequencyMap.Merge([.. parts.Select(part => part.Answer.Cells)])));
        }).Unless(Empty([.. answers.Values]), drawn.Count == 1 && data.Catalog.Models.Count == 1
            ? WorthDrawing.OnlyOne(1, "model")
            : null);
        foreach (var model in drawn)
        {
            var path = $"{Info.Folder}/{data.FolderOf(model)}/{Density}";
            yield return new FigurePlan(path, async () =>
            {
                var answer = await data.AskAsync<DensityAnswer>(model, new DensityQuestion());
                return TokenDensityFigure.Of(
                    path, $"Input against output tokens, {data.TitleOf(model)}", FrequencyMap.Decode(answer.Cells));
            }).Unless(Empty([answers[model.Id]]), WorthDrawing.OneValue(answers[model.Id].Input, "inputs", " tokens"),
                WorthDrawing.OneValue(answers[model.Id].Output, "outputs", " tokens"));
        }
    }

    // A request without tokens of a kind has no place on a logarithmic axis, and where the largest is 0 no request has.
    private static string? Empty(IReadOnlyList<StatisticsAnswer> answers) =>
        answers.Any(answer => answer.Input.Max >= 1 && answer.Output.Max >= 1 && answer.Ratio.Max > 0)
            ? null
            : "No request has both input and output tokens above 0.";

    private static CdfFigures.Curve Of(AnalysisData data, CatalogModel model, CdfFigures.Curve curve) =>
        curve with { Id = model.Id, Colour = data.ColourOf(model) };

    private static Task<CurvesAnswer> AskAsync(AnalysisData data, CatalogModel model) =>
        data.AskAsync<CurvesAnswer>(model, new CurvesQuestion());

    private static StatisticsAnswer Describe(SegmentColumns columns)
    {
        var both = Both.Of(columns);
        return new StatisticsAnswer(
            both.Input.Length, Summaries.Of(both.Input), Summaries.Of(both.Output), Summaries.OfSorted(both.SortedRatios));
    }

    private static CurvesAnswer Curves(SegmentColumns columns)
    {
        var both = Both.Of(columns);
        return new CurvesAnswer(FrequencyMap.Pack(both.Input), FrequencyMap.Pack(both.Output), both.SortedRatios.ToArray());
    }

    private static async Task<ModelAnswer> DescribeAsync(ModelParts parts)
    {
        var curves = await CurvesAsync(parts);
        return await parts.MergeAsync(() =>
        {
            var input = FrequencyMap.Decode(curves.Input);
            return new StatisticsAnswer(
                input.N, Summaries.Of(input), Summaries.Of(FrequencyMap.Decode(curves.Output)), Summaries.OfSorted(curves.SortedRatios));
        });
    }

    private static async Task<CurvesAnswer> CurvesAsync(ModelParts parts)
    {
        var curves = await parts.AskAsync<CurvesAnswer>(new PartQuestion());
        return await parts.MergeAsync(() =>
        {
            var ratios = new double[curves.Sum(part => part.SortedRatios.Length)];
            var at = 0;
            foreach (var part in curves)
            {
                part.SortedRatios.CopyTo(ratios, at);
                at += part.SortedRatios.Length;
            }

            RadixSort.Sort(ratios);
            return new CurvesAnswer(
                PackedFrequencies.Merge([.. curves.Select(part => part.Input)]),
                PackedFrequencies.Merge([.. curves.Select(part => part.Output)]), ratios);
        });
    }

    private static DensityAnswer DensityOf(SegmentColumns columns)
    {
        var input = columns.Integers(ColumnId.InputTokens);
        var cells = columns.Scratch.Rent<long>(input.Length);
        var n = TokenGrid.Cells(input, columns.Integers(ColumnId.OutputTokens), cells);
        return new DensityAnswer(FrequencyMap.Pack(cells[..n]));
    }

    private static async Task<ModelAnswer> DensityAsync(DensityQuestion question, ModelParts parts)
    {
        var answers = await parts.AskAsync<DensityAnswer>(question);
        return await parts.MergeAsync(() => new DensityAnswer(PackedFrequencies.Merge([.. answers.Select(answer => answer.Cells)])));
    }

    private static CdfFigures.Curve Whole(string name, PackedFrequencies packed) => CdfFigures.Curve.Of(name, FrequencyMap.Decode(packed));

    /// <summary>Asks a model for the statistics of its tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.statistics.question")]
    public sealed record StatisticsQuestion : ModelQuestion;

    /// <summary>The statistics of a model's tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.statistics.answer")]
    public sealed record StatisticsAnswer(
        [property: Id(0)] long N,
        [property: Id(1)] Statistics Input,
        [property: Id(2)] Statistics Output,
        [property: Id(3)] Statistics Ratio) : ModelAnswer;

    /// <summary>Asks a model for the whole distributions of its tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.curves.question")]
    public sealed record CurvesQuestion : ModelQuestion;

    /// <summary>Asks a part of a split model for the whole distributions of its tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.part.question")]
    public sealed record PartQuestion : ModelPartQuestion;

    /// <summary>Asks a model for its requests by input and output tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.density.question")]
    public sealed record DensityQuestion : ModelQuestion;

    /// <summary>A model's requests by cell of <see cref="TokenGrid"/>.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.density.answer")]
    public sealed record DensityAnswer([property: Id(0)] PackedFrequencies Cells) : ModelAnswer;

    /// <summary>The distributions of a model's tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.tokens.curves.answer")]
    public sealed record CurvesAnswer(
        [property: Id(0)] PackedFrequencies Input,
        [property: Id(1)] PackedFrequencies Output,
        [property: Id(2)] double[] SortedRatios) : ModelAnswer;

    /// <summary>The rows that have both counts, and the ratios of those with input > 0, ascending.</summary>
    private readonly ref struct Both
    {
        public ReadOnlySpan<long> Input { get; private init; }

        public ReadOnlySpan<long> Output { get; private init; }

        public ReadOnlySpan<double> SortedRatios { get; private init; }

        public static Both Of(SegmentColumns columns)
        {
            var input = columns.Integers(ColumnId.InputTokens);
            var output = columns.Integers(ColumnId.OutputTokens);
            var ratio = columns.Scratch.Rent<double>(input.Length);
            int n = 0, ratios = 0;
            for (var row = 0; row < input.Length; row++)
            {
                if (input[row] == Missing.Value || output[row] == Missing.Value) continue;
                if (input[row] > 0) ratio[ratios++] = (double)output[row] / input[row];
                (input[n], output[n]) = (input[row], output[row]);
                n++;
            }

            RadixSort.Sort(ratio[..ratios]);
            return new Both { Input = input[..n], Output = output[..n], SortedRatios = ratio[..ratios] };
        }
    }

    /// <summary>One of the three distributions: its names, and its statistics and its curve in the answers.</summary>
    private sealed record Measure(
        string Column,
        string Title,
        string Label,
        string Figure,
        Func<StatisticsAnswer, Statistics> Statistics,
        Func<string, CurvesAnswer, CdfFigures.Curve> Curve);
}
