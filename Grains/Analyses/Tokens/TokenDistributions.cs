using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Per model, over rows that have both token counts: the exact distributions of input tokens, of output tokens, and of the ratio
/// output/input (rows with input &gt; 0).
/// </summary>
internal sealed class TokenDistributions : IAnalysis
{
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
        return new AnalysisRun(summary, [.. Figures(data, drawn, byId)]);
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
                    drawn.Select(async model => measure.Curve(data.LabelOf(model), await AskAsync(data, model))));
                return CdfFigures.Combined(
                    path, $"{measure.Title} per model, top {drawn.Count}", measure.Label, measure.Column, curves, data.Options.ThinData);
            });
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
                    var curve = measure.Curve(model.Name, await AskAsync(data, model));
                    return CdfFigures.Single(path, $"{measure.Title}, {data.TitleOf(model)}", measure.Label, measure.Column,
                        curve, statistics, data.Options.ThinData);
                });
            }
        }
    }

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
        return new CurvesAnswer(FrequencyMap.Of(both.Input).Encode(), FrequencyMap.Of(both.Output).Encode(), both.SortedRatios.ToArray());
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
