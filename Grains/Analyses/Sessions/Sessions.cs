using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(Sessions))]

namespace LlmWorkload.Analyses;

/// <summary>Sessions: how many turns they have, how long they last, and how long users think.</summary>
internal sealed class Sessions : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("sessions");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [SessionKernel.Kernel, SessionTurns.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AnyAsync(data, ColumnId.Session, ColumnId.User) is { } unavailable) return unavailable;
        var choice = await SessionChoice.OfAsync(data);
        var rule = choice.Rule;
        var models = await data.AskAsync<SessionCounts>(SessionKernel.Question.Of(choice));
        var all = await data.MergeAsync(() => SessionCounts.Merge(models));
        var statistics = await data.MergeAsync(() => new SessionStatistics(all));
        var isChain = rule == SessionRules.Chain;
        var summary = JsonText.Object(json =>
        {
            json.WriteString("rule", rule);
            json.Object("parameters", parameters =>
            {
                if (rule == SessionRules.Gap) parameters.WriteNumber("gap_seconds", data.Options.SessionGapSeconds);
                if (isChain) parameters.WriteNumber("lookback", data.Options.Lookback);
            });
            json.WriteNumber("sessions", statistics.Turns.N);
            json.WriteNumber("requests", all.Requests);
            json.WriteNumber("without_user", all.WithoutUser);
            json.WriteNumber("unusable", all.Unusable);
            json.Number("single_turn_share", statistics.SingleTurnShare);
            json.Statistics("turns", statistics.Turns);
            json.Statistics("length_seconds", statistics.Lengths);
            json.Statistics("think_seconds", statistics.Thinks);
            json.Statistics("inter_turn_seconds", statistics.InterTurns);
            json.Statistics("first_input", statistics.FirstInputs);
            json.Statistics("growth", statistics.Growths);
            json.WriteNumber("overlaps", all.Overlaps);
            json.Number("reuse", isChain ? all.Reuse : null);
            json.List("models", data.Catalog.Models.Zip(models), (item, each) =>
            {
                item.Model(each.First);
                var turns = FrequencyMap.Decode(each.Second.Turns);
                item.WriteNumber("sessions", turns.N);
                item.WriteNumber("requests", each.Second.Requests);
                item.Statistics("turns", Summaries.Of(turns));
                item.Statistics("think_seconds", Summaries.Of(FrequencyMap.Decode(each.Second.Thinks), Units.TicksPerSecond));
                item.Number("reuse", isChain ? each.Second.Reuse : null);
            });
        });
        return new AnalysisRun(summary, [.. SessionFigures.Of(Info.Folder, statistics, all, data.Options.ThinData)]);
    }
}
