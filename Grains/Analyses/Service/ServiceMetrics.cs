using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(ServiceMetrics))]

namespace LlmWorkload.Analyses;

/// <summary>How requests were served: latencies and rates, of all requests and of each model.</summary>
internal sealed class ServiceMetrics : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("service");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => ServiceValues.Kernels;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AnyAsync(data, ColumnId.Ttft, ColumnId.Duration) is { } unavailable) return unavailable;
        var all = new Statistics[ServiceMetric.All.Length];
        for (var metric = 0; metric < all.Length; metric++)
        {
            var of = ServiceMetric.All[metric];
            all[metric] = await OfAllAsync(data, metric, of.Summarise);
        }

        var models = await data.AskAsync<ServiceValues.StatisticsAnswer>(new ServiceValues.StatisticsQuestion());
        var summary = JsonText.Object(json =>
        {
            json.Object("all", item => Write(item, all));
            json.List("models", data.Catalog.Models.Zip(models), static (item, each) =>
            {
                item.Model(each.First);
                Write(item, each.Second.Metrics);
            });
        });
        return new AnalysisRun(summary, [.. Enumerable.Range(0, all.Length).Select(metric => Plan(data, metric, all[metric]))]);
    }

    private FigurePlan Plan(AnalysisData data, int metric, Statistics all)
    {
        var of = ServiceMetric.All[metric];
        var path = $"{Info.Folder}/{of.Name}_cdf";
        return new FigurePlan(path, async () =>
        {
            var curves = new List<CdfFigures.Curve>
            {
                await OfAllAsync(data, metric, values => of.Curve("all", FrequencyMap.Merge(values))) with { Colour = FigureSeries.Whole },
            };
            foreach (var model in data.HighlightedModels())
            {
                var values = FrequencyMap.Decode(
                    (await data.AskAsync<ServiceValues.Answer>(model, new ServiceValues.Question(metric))).Values);
                if (values.N > 0)
                    curves.Add(of.Curve(data.LabelOf(model), values) with { Id = model.Id, Colour = data.ColourOf(model) });
            }

            // All requests have those of the models among them.
            return CdfFigures.Combined(path, of.Title, of.Label, of.Name, curves, data.Options.ThinData) with
            {
                Title = $"{of.Title} ({CountText.Of(curves[0].N, curves[0].Zeros)})",
            };
        }).Unless(WorthDrawing.OneValue(all, "requests with it"));
    }

    // What is made of the values of all models is all that stays: they are 10 bytes a request and more.
    private static async Task<TResult> OfAllAsync<TResult>(
        AnalysisData data, int metric, Func<IReadOnlyList<PackedFrequencies>, TResult> make)
    {
        var answers = await data.AskTogetherAsync<ServiceValues.Answer>(new ServiceValues.Question(metric));
        return await data.MergeAsync(() => make([.. answers.Select(each => each.Answer.Values)]));
    }

    private static void Write(Utf8JsonWriter json, Statistics[] metrics)
    {
        for (var metric = 0; metric < metrics.Length; metric++) json.Statistics(ServiceMetric.All[metric].Name, metrics[metric]);
    }
}
