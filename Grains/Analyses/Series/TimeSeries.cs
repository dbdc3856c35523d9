using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Users;

[assembly: Analysis(typeof(TimeSeries))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Requests, tokens, users and latencies in buckets of time: of all requests, and of the largest groups by model, user, function, instance,
/// status or label.
/// </summary>
internal sealed class TimeSeries : IAnalysis
{
    // Each has rows of all models in memory until they are merged: one while models are asked for the next.
    private const int WindowsAtOnce = 2;

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("series");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [GroupKeys.Kernel, BucketCounts.Kernel, BucketValues.Kernel];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserIds.Kernel];

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">A grouping or a number is not known, or there are too many buckets.</exception>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var shown = SeriesNumbers.Parse(data.Options.Show);
        if (await SeriesPlan.MakeAsync(data) is not { } plan)
            return new AnalysisRun(JsonText.Object(json => json.List("unavailable", [data.Options.By!])), []);
        var counts = await data.AskAsync<BucketCounts.Answer>(new BucketCounts.Question(plan.Cells));
        var (hasCost, hasQueue) = (counts.Any(answer => answer.HasCost), counts.Any(answer => answer.HasQueue));
        await data.MergeAsync(() =>
        {
            SeriesMerge.Counts(plan, counts);
            return true;
        });
        using var turns = new SemaphoreSlim(WindowsAtOnce);
        await Task.WhenAll(SeriesWindow.All(plan.Lines[0].Requests).Select(window =>
            FillAsync(data, plan, window.First, window.End, hasQueue, turns)));
        var summary = await data.MergeAsync(() => JsonText.Object(json =>
        {
            json.WriteNumber("every_seconds", plan.Cells.Frame.Seconds);
            json.WriteString("by", data.Options.By);
            json.List("series", plan.Lines, (item, line) => line.Write(item, hasCost, hasQueue));
        }));
        return new AnalysisRun(summary, [.. SeriesFigures.Of(Info.Folder, plan, data.Options.By, shown, hasCost)]);
    }

    private static async Task FillAsync(AnalysisData data, SeriesPlan plan, int first, int end, bool hasQueue, SemaphoreSlim turns)
    {
        await turns.WaitAsync();
        try
        {
            var answers = await data.AskAsync<BucketValues.Answer>(new BucketValues.Question(plan.Cells, first, end));
            await data.MergeAsync(() =>
            {
                new SeriesWindow(plan, first, end, answers).Fill(hasQueue);
                return true;
            });
        }
        finally
        {
            turns.Release();
        }
    }
}
