using LlmWorkload.Analyses;
using LlmWorkload.Columns;

[assembly: Analysis(typeof(InterArrival))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Per model, the inter-arrival times of the requests of all users: their distribution, boxes by hour and date, and how each depends on the
/// one before it. They are compared with the inter-arrival times within each user's own sequence.
/// </summary>
internal sealed class InterArrival : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("arrivals");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => InterArrivalKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var models = await InterArrivalModel.AskAsync(data, InterArrivalMode.AllUsers);
        List<InterArrivalModel> drawn = [.. InterArrivalModel.Drawn(data, models)];
        return new AnalysisRun(
            InterArrivalSummary.Write(models),
            [.. InterArrivalFigures.Compared(data, drawn), .. drawn.SelectMany(model => InterArrivalFigures.Of(data, model))]);
    }
}
