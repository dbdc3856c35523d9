using LlmWorkload.Columns;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>Finds the sessions of a model by one of <see cref="SessionRules"/>.</summary>
internal static class SessionWalk
{
    /// <summary>Goes through the sessions.</summary>
    /// <param name="choice">What makes requests a session.</param>
    /// <param name="columns">All rows of the model.</param>
    /// <param name="follower">Told of the sessions.</param>
    /// <returns>How many rows lie in sessions, have no user, and cannot be used.</returns>
    public static (long InSessions, long WithoutUser, long Unusable) Follow<T>(SessionChoice choice, SegmentColumns columns, T follower)
        where T : ISessionFollower, allows ref struct
    {
        long without;
        switch (choice.Rule)
        {
            case SessionRules.Id:
                FollowOwners(columns, SessionRows.BySession(columns, out without), follower, long.MaxValue);
                return (columns.Rows - without, 0, without);
            case SessionRules.Gap:
                FollowOwners(columns, SessionRows.ByUser(columns, out without), follower, choice.GapTicks);
                return (columns.Rows - without, without, 0);
            default:
                var unusable = FollowChains(choice, columns, SessionRows.ByUser(columns, out without), follower);
                return (columns.Rows - without - unusable, without, unusable);
        }
    }

    // Rows of one owner are one session, as long as none starts later than a gap behind the largest end.
    private static void FollowOwners<T>(SegmentColumns columns, UserOrder order, T follower, long gap)
        where T : ISessionFollower, allows ref struct
    {
        var duration = SessionRows.Numbers(columns, ColumnId.Duration);
        var input = SessionRows.Numbers(columns, ColumnId.InputTokens);
        var number = -1;
        for (var owner = 0; owner < order.Users.Length; owner++)
        {
            OpenSession? open = null;
            var started = order.Started(owner);
            var rows = order.Rows(owner);
            for (var i = 0; i < rows.Length; i++)
            {
                var row = rows[i];
                var end = Ends.Of(started[i], duration[row]);
                if (open is { } session && started[i] - session.End <= gap)
                {
                    follower.Continue(number, row, session, started[i], input[row]);
                    open = session.With(started[i], input[row], end);
                    continue;
                }

                if (open is { } ended) follower.End(ended);
                follower.Begin(++number, row);
                open = OpenSession.Of(started[i], input[row], end);
            }

            if (open is { } last) follower.End(last);
        }
    }

    private static long FollowChains<T>(SessionChoice choice, SegmentColumns columns, UserOrder order, T follower)
        where T : ISessionFollower, allows ref struct
    {
        var duration = SessionRows.Numbers(columns, ColumnId.Duration);
        var input = SessionRows.Numbers(columns, ColumnId.InputTokens);
        var output = SessionRows.Numbers(columns, ColumnId.OutputTokens);
        var function = choice.HasFunctions ? SessionRows.FunctionsOf(columns) : columns.Scratch.Rent(columns.Rows, 0);
        var (unusable, number) = (0L, 0);
        var recent = new List<Turn>();
        var sessions = new List<OpenSession>();
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

                var end = Ends.Of(started[i], duration[row]);
                var before = Continued(recent, function[row], input[row]);
                int session;
                if (before >= 0)
                {
                    session = recent[before].Session;
                    follower.Link(input[row], recent[before].Tokens);
                    recent[before] = recent[before] with { IsContinued = true };
                    follower.Continue(number + session, row, sessions[session], started[i], input[row]);
                    sessions[session] = sessions[session].With(started[i], input[row], end);
                }
                else
                {
                    session = sessions.Count;
                    follower.Link(input[row], 0);
                    follower.Begin(number + session, row);
                    sessions.Add(OpenSession.Of(started[i], input[row], end));
                }

                if (recent.Count == choice.Lookback) recent.RemoveAt(0);
                recent.Add(new Turn(session, function[row], (Int128)input[row] + output[row], false));
            }

            foreach (var session in sessions) follower.End(session);
            number += sessions.Count;
        }

        return unusable;
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
}
