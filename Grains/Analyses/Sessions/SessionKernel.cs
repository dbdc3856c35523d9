using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// Finds the sessions of a model by one of <see cref="SessionRules"/>. Sessions have rows of several parts, so all rows are needed in one
/// place.
/// </summary>
internal static class SessionKernel
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (question, columns) => question.Rule switch
    {
        SessionRules.Id => ById(columns),
        SessionRules.Gap => ByGap(question.GapTicks, columns),
        _ => ByChain(question, columns),
    });

    private static SessionCounts ById(SegmentColumns columns)
    {
        var order = SessionRows.BySession(columns, out var without);
        var tally = new SessionTally();
        Follow(columns, order, tally, long.MaxValue);
        return tally.ToCounts(columns.Rows - without, 0, without);
    }

    private static SessionCounts ByGap(long gap, SegmentColumns columns)
    {
        var order = SessionRows.ByUser(columns, out var without);
        var tally = new SessionTally();
        Follow(columns, order, tally, gap);
        return tally.ToCounts(columns.Rows - without, without, 0);
    }

    // Rows of one owner are one session, as long as none starts later than a gap behind the largest end.
    private static void Follow(SegmentColumns columns, UserOrder order, SessionTally tally, long gap)
    {
        var duration = SessionRows.Numbers(columns, ColumnId.Duration);
        var input = SessionRows.Numbers(columns, ColumnId.InputTokens);
        for (var owner = 0; owner < order.Users.Length; owner++)
        {
            SessionTally.Session? open = null;
            var started = order.Started(owner);
            var rows = order.Rows(owner);
            for (var i = 0; i < rows.Length; i++)
            {
                var end = started[i] + (duration[rows[i]] == Missing.Value ? 0 : duration[rows[i]]);
                if (open is { } session && started[i] - session.End <= gap)
                {
                    tally.Continue(session, started[i], input[rows[i]]);
                    open = session.With(started[i], input[rows[i]], end);
                    continue;
                }

                if (open is { } ended) tally.Add(ended);
                open = SessionTally.Session.Of(started[i], input[rows[i]], end);
            }

            if (open is { } last) tally.Add(last);
        }
    }

    private static SessionCounts ByChain(Question question, SegmentColumns columns)
    {
        var order = SessionRows.ByUser(columns, out var without);
        var duration = SessionRows.Numbers(columns, ColumnId.Duration);
        var input = SessionRows.Numbers(columns, ColumnId.InputTokens);
        var output = SessionRows.Numbers(columns, ColumnId.OutputTokens);
        var function = question.HasFunctions ? SessionRows.FunctionsOf(columns) : columns.Scratch.Rent(columns.Rows, 0);
        var tally = new SessionTally();
        var unusable = 0L;
        var recent = new List<Turn>();
        var sessions = new List<SessionTally.Session>();
        for (var user = 0; user < order.Users.Length; user++)
        {
            recent.Clear();
            sessions.Clear();
            var started = order.Started(user);
            var rows = order.Rows(user);
            for (var i = 0; i < rows.Length; i++)
            {
                var row = rows[i];
                if (function[row] < 0 || input[row] == Missing.Value || output[row] == Missing.Value)
                {
                    unusable++;
                    continue;
                }

                var end = started[i] + (duration[row] == Missing.Value ? 0 : duration[row]);
                var before = Continued(recent, function[row], input[row]);
                int session;
                tally.Input += input[row];
                if (before >= 0)
                {
                    session = recent[before].Session;
                    tally.Reused += recent[before].Tokens;
                    recent[before] = recent[before] with { IsContinued = true };
                    tally.Continue(sessions[session], started[i], input[row]);
                    sessions[session] = sessions[session].With(started[i], input[row], end);
                }
                else
                {
                    session = sessions.Count;
                    sessions.Add(SessionTally.Session.Of(started[i], input[row], end));
                }

                if (recent.Count == question.Lookback) recent.RemoveAt(0);
                recent.Add(new Turn(session, function[row], (Int128)input[row] + output[row], false));
            }

            foreach (var session in sessions) tally.Add(session);
        }

        return tally.ToCounts(columns.Rows - without - unusable, without, unusable);
    }

    // The turn with the most tokens that leaves room in the input, the oldest of equal ones; −1 for none.
    private static int Continued(List<Turn> recent, int function, long input)
    {
        var found = -1;
        for (var i = 0; i < recent.Count; i++)
        {
            var turn = recent[i];
            if (turn.IsContinued || turn.Function != function || turn.Tokens >= input) continue;
            if (found < 0 || turn.Tokens > recent[found].Tokens) found = i;
        }

        return found;
    }

    private readonly record struct Turn(int Session, int Function, Int128 Tokens, bool IsContinued);

    /// <summary>Asks a model for its sessions; the answer is <see cref="SessionCounts"/>.</summary>
    /// <param name="Rule">What makes requests a session.</param>
    /// <param name="GapTicks">The longest pause of a session in ticks, for the rule of gaps.</param>
    /// <param name="Lookback">Requests that are looked back, for chains.</param>
    /// <param name="HasFunctions">Whether any request of the dataset has a function, for chains.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.sessions.question")]
    public sealed record Question(
        [property: Id(0)] string Rule, [property: Id(1)] long GapTicks, [property: Id(2)] int Lookback,
        [property: Id(3)] bool HasFunctions) : ModelQuestion;
}
