using LlmWorkload.Analyses;
using LlmWorkload.Columns;

[assembly: Analysis(typeof(InterArrivalPerUser))]

namespace LlmWorkload.Analyses;

/// <summary>Per model, the inter-arrival times within each user's own requests, pooled over users.</summary>
internal sealed class InterArrivalPerUser : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("arrivals-per-user");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => InterArrivalKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var models = await InterArrivalModel.AskAsync(data, InterArrivalMode.EachUser);
        var drawn = InterArrivalModel.Drawn(data, models);
        return new AnalysisRun(InterArrivalSummary.Write(models), [.. drawn.SelectMany(model => InterArrivalFigures.Of(data, model))]);
    }
}
