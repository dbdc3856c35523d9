using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Kernels;

[assembly: Analysis(typeof(Burstiness))]

namespace LlmWorkload.Analyses;

/// <summary>How bursty arrivals are, of all requests, of each model, and over users.</summary>
internal sealed class Burstiness : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("burstiness");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => BurstKernels.OfModels;

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [BurstKernels.OfUsers];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var seconds = data.Options.CvWindowSeconds;
        var window = seconds * TimeSpan.TicksPerSecond;
        var asked = data.AskPartitionsAsync<BurstKernels.UsersAnswer>(new BurstKernels.UsersQuestion());
        var answers = await data.AskAsync<BurstKernels.Answer>(new BurstKernels.Question(window));
        var tally = new BurstTally(window);
        await StartedRanges.VisitAsync(data, data.Catalog, areDistinct: false, tally.Add);
        var all = tally.End();
        var users = await asked;
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, answer.Numbers)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Object("all", item => all.Write(item, seconds));
            json.Models(models, IsListed, (item, _, numbers) => numbers.Write(item, seconds), _ => "fewer than 3 requests");
            json.Object("users", item =>
            {
                item.WriteNumber("n", users.Sum(answer => answer.Cv.Length));
                item.Statistics("cv", Over(users.SelectMany(answer => answer.Cv)));
                item.Statistics("burstiness", Over(users.SelectMany(answer => answer.Burstiness)));
                item.Statistics("memory", Over(users.SelectMany(answer => answer.Memory)));
            });
        });
        var byId = models.ToDictionary(each => each.Model.Id, each => each.Numbers);
        var drawn = data.DrawnModels().Where(model => IsListed(byId[model.Id]));
        return new AnalysisRun(summary, [.. BurstFigures.Of(
            Info.Folder,
            all,
            [.. models.Where(each => IsListed(each.Numbers)).Select(each => (each.Model, data.LabelOf(each.Model), each.Numbers))],
            [.. drawn.Select(model => (data.LabelOf(model), data.ColourOf(model), byId[model.Id]))])]);
    }

    private static bool IsListed(BurstNumbers numbers) => numbers.Requests >= BurstNumbers.LeastRequests;

    private static Statistics Over(IEnumerable<double> values) => Summaries.OfSorted([.. values.Order()]);
}
