using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Users;

[assembly: Analysis(typeof(Popularity))]

namespace LlmWorkload.Analyses;

/// <summary>How unevenly requests and tokens are spread over models, and requests over users: Zipf laws fitted to their ranks.</summary>
internal sealed class Popularity : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("popularity");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [ModelTokens.Kernel];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserCounts.TopKernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var users = data.AskPartitionsAsync<UserCounts.TopAnswer>(UserCounts.TopTen);
        var tokens = await data.AskAsync<ModelTokens.Answer>(new ModelTokens.Question());
        var perUser = await users;
        var ranked = await data.MergeAsync<RankedTotals[]>(() =>
        [
            RankedTotals.Of("models_by_requests", "model", "requests", data.Catalog.Models.Select(model => (Int128)model.Requests)),
            RankedTotals.Of("models_by_tokens", "model", "tokens", tokens.Select(model => model.Tokens)),
            RankedTotals.Of(
                "users_by_requests", "user", "requests",
                perUser.SelectMany(answer => FrequencyMap.Decode(answer.Requests).Repeated(static requests => (Int128)requests))),
        ]);
        var summary = JsonText.Object(json =>
        {
            foreach (var each in ranked) each.Write(json);
        });
        return new AnalysisRun(summary, [.. ranked.Where(each => each.Fit is not null).Select(each => Plan(each, data.Options.ThinData))]);
    }

    private FigurePlan Plan(RankedTotals ranked, bool thin)
    {
        var path = $"{Info.Folder}/{ranked.Name}";
        return FigurePlan.Of(path, () => ranked.Draw(path, thin));
    }
}
