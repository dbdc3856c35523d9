using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>What makes requests a session.</summary>
/// <param name="Rule">One of <see cref="SessionRules"/>.</param>
/// <param name="GapTicks">The longest pause of a session in ticks, for the rule of gaps; else 0.</param>
/// <param name="Lookback">Requests that are looked back, for chains; else 0.</param>
/// <param name="HasFunctions">Whether any request of the dataset has a function, for chains.</param>
internal readonly record struct SessionChoice(string Rule, long GapTicks, int Lookback, bool HasFunctions)
{
    /// <summary>What the options say, or what the rows allow.</summary>
    public static async Task<SessionChoice> OfAsync(AnalysisData data)
    {
        var present = await PresentColumns.OfAsync(data, ColumnId.Session, ColumnId.Function);
        var rule = data.Options.SessionRule ?? (present[0] ? SessionRules.Id : SessionRules.Gap);
        return rule switch
        {
            SessionRules.Id => new SessionChoice(rule, 0, 0, false),
            SessionRules.Gap => new SessionChoice(rule, data.Options.SessionGapSeconds * TimeSpan.TicksPerSecond, 0, false),
            _ => new SessionChoice(rule, 0, data.Options.Lookback, present[1]),
        };
    }
}
