using LlmWorkload.Columns;

namespace LlmWorkload.Analyses;

/// <summary>
/// Per model, the times between successive requests of all users: distribution, boxes by hour and date, and how each depends on the one
/// before it; and a comparison with the times within each user's own sequence.
/// </summary>
internal sealed class InterArrival : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("arrivals");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => InterArrivalKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisScope scope)
    {
        var models = await InterArrivalModel.AskAsync(scope, InterArrivalMode.AllUsers);
        List<InterArrivalModel> drawn = [.. InterArrivalModel.Drawn(scope, models)];
        return new AnalysisRun(
            InterArrivalSummary.Write(models),
            [.. InterArrivalFigures.Compared(scope, drawn), .. drawn.SelectMany(model => InterArrivalFigures.Of(scope, model))]);
    }
}
