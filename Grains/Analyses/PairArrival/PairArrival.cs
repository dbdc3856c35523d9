using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(PairArrival))]

namespace LlmWorkload.Analyses;

/// <summary>How soon a user comes back to a model, and how many returns a cache would see that is kept for a while.</summary>
internal sealed class PairArrival : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("pair-arrival");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => PairGaps.Kernels;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.User) is { } unavailable) return unavailable;
        var answers = await data.AskAsync<PairGaps.Answer>(new PairGaps.Question());
        var byId = data.Catalog.Models.Zip(answers).ToDictionary(each => each.First.Id, each => each.Second);
        var gaps = answers.Sum(answer => answer.Gaps);
        var summary = JsonText.Object(json =>
        {
            json.List("models", data.HighlightedModels(), (item, model) =>
            {
                item.Model(model);
                var medians = byId[model.Id].Medians;
                item.WriteNumber("pairs", medians.Length);
                item.Object("gap_median", box =>
                {
                    if (medians.Length > 0) box.Box(Boxes.OfSorted(medians, PairGaps.HalvesPerSecond));
                    else box.NoBox();
                });
            });
            json.Object("ttl", item =>
            {
                item.WriteNumber("pairs", answers.Sum(answer => (long)answer.Medians.Length));
                item.WriteNumber("gaps", gaps);
                item.List("coverage", Enumerable.Range(0, PairGaps.Lifetimes.Length), (each, at) =>
                {
                    each.WriteNumber("seconds", PairGaps.Lifetimes[at]);
                    each.Number("share", gaps == 0 ? null : (double)answers.Sum(answer => answer.Covered[at]) / gaps);
                });
            });
        });
        return new AnalysisRun(summary, [.. PairArrivalFigures.Of(Info.Folder, data, byId, gaps)]);
    }
}
