using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

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
        var maps = new SessionMaps(all);
        var isChain = rule == SessionRules.Chain;
        var summary = JsonText.Object(json =>
        {
            json.WriteString("rule", rule);
            json.Object("parameters", parameters =>
            {
                if (rule == SessionRules.Gap) parameters.WriteNumber("gap_seconds", data.Options.SessionGapSeconds);
                if (isChain) parameters.WriteNumber("lookback", data.Options.Lookback);
            });
            json.WriteNumber("sessions", maps.Turns.N);
            json.WriteNumber("requests", all.Requests);
            json.WriteNumber("without_user", all.WithoutUser);
            json.WriteNumber("unusable", all.Unusable);
            json.Number("single_turn_share", maps.SingleTurnShare);
            json.Statistics("turns", Summaries.Of(maps.Turns));
            json.Statistics("length_seconds", Summaries.Of(maps.Lengths, Units.TicksPerSecond));
            json.Statistics("think_seconds", Summaries.Of(maps.Thinks, Units.TicksPerSecond));
            json.Statistics("inter_turn_seconds", Summaries.Of(maps.InterTurns, Units.TicksPerSecond));
            json.Statistics("first_input", Summaries.Of(maps.FirstInputs));
            json.Statistics("growth", Summaries.Of(maps.Growths));
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
        return new AnalysisRun(summary, [.. SessionFigures.Of(Info.Folder, maps, all, data.Options.ThinData)]);
    }
}
