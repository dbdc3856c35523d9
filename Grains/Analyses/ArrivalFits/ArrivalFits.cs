using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

[assembly: Analysis(typeof(ArrivalFits))]

namespace LlmWorkload.Analyses;

/// <summary>Laws fitted to the inter-arrival times of all requests and of each model, by maximum likelihood.</summary>
internal sealed class ArrivalFits : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("arrival-fits");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => ArrivalFitKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var least = data.Options.MinFit;
        var answers = await data.AskAsync<ArrivalFitKernels.Answer>(new ArrivalFitKernels.Question(least));
        var counts = await CountAsync(data);
        var all = await data.MergeAsync(() => ArrivalFit.Of(counts, least));
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, answer.Fit)).ToList();
        var summary = JsonText.Object(json =>
        {
            if (all.Exponential is null) json.WriteNull("all");
            else json.Object("all", all.Write);
            json.Models(
                models, fit => fit.Exponential is not null, (item, _, fit) => fit.Write(item),
                fit => $"{InvariantText.Whole(fit.N)} inter-arrival times; a fit needs {InvariantText.Whole(least)}");
        });
        return new AnalysisRun(summary, [.. Figures(data, all, models.ToDictionary(each => each.Model.Id, each => each.Fit))]);
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, ArrivalFit all, Dictionary<string, ArrivalFit> fits)
    {
        if (all.Exponential is not null)
            yield return Plan(data, $"{Info.Folder}/inter_arrival_ccdf", "all requests", all, async () => (await CountAsync(data)).Ticks());
        foreach (var model in data.DrawnModels().Where(model => fits[model.Id].Exponential is not null))
        {
            yield return Plan(
                data, $"{Info.Folder}/{data.FolderOf(model)}/inter_arrival_ccdf", data.TitleOf(model), fits[model.Id],
                () => CurveAsync(data, model));
        }
    }

    private static FigurePlan Plan(AnalysisData data, string path, string name, ArrivalFit fit, Func<Task<FrequencyMap>> ask) =>
        new(path, async () =>
        {
            var ticks = await ask();
            return await data.MergeAsync(() => CcdfFigures.Fitted(
                path, $"Inter-arrival times and fitted laws, {name}", "Inter-arrival time, raised to 1 ms (s)", "inter_arrival_seconds",
                ticks, Units.TicksPerSecond,
                [.. fit.All.Select(each => new CcdfFigures.Curve(each.Law.Name, each.Law.Above))],
                [$"least AIC: {LawFit.Best(fit.All).Law.Name}"], data.Options.ThinData));
        });

    private static async Task<FrequencyMap> CurveAsync(AnalysisData data, CatalogModel model) => FrequencyMap.Decode(
        (await data.AskAsync<ArrivalFitKernels.CurveAnswer>(model, new ArrivalFitKernels.CurveQuestion())).Ticks);

    private static async Task<DifferenceCounts> CountAsync(AnalysisData data)
    {
        var counts = new DifferenceCounts();
        await StartedRanges.VisitAsync(data, data.Catalog, areDistinct: false, counts.Add);
        return counts;
    }
}
