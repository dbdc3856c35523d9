namespace LlmWorkload.Analyses;

/// <summary>Per model, the times between successive requests of one user, pooled over its users. Its kernels are those of <see cref="InterArrival"/>.</summary>
public sealed class InterArrivalPerUser : IAnalysis
{
    /// <inheritdoc/>
    public string Name => "arrivals-per-user";

    /// <inheritdoc/>
    public string Folder => InterArrivalMode.EachUser.Folder;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisScope scope)
    {
        var models = await InterArrivalModel.AskAsync(scope, InterArrivalMode.EachUser);
        var drawn = InterArrivalModel.Drawn(scope, models);
        return new AnalysisRun(InterArrivalSummary.Write(models), [.. drawn.SelectMany(model => InterArrivalFigures.Of(scope, model))]);
    }
}
