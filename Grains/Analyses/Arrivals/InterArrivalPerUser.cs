using LlmWorkload.Columns;

namespace LlmWorkload.Analyses;

/// <summary>Per model, the times between successive requests of one user, pooled over its users.</summary>
internal sealed class InterArrivalPerUser : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("arrivals-per-user");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => InterArrivalKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisScope scope)
    {
        var models = await InterArrivalModel.AskAsync(scope, InterArrivalMode.EachUser);
        var drawn = InterArrivalModel.Drawn(scope, models);
        return new AnalysisRun(InterArrivalSummary.Write(models), [.. drawn.SelectMany(model => InterArrivalFigures.Of(scope, model))]);
    }
}
