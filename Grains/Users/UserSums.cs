using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Questions;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>What the requests of each user of a partition come to, and the users with the most of something.</summary>
internal static class UserSums
{
    /// <summary>Answers <see cref="SummaryQuestion"/>.</summary>
    public static readonly PartitionKernel SummaryKernel =
        PartitionKernel.For<SummaryQuestion>(static (_, columns) => Summarise(columns));

    /// <summary>Answers <see cref="RankedQuestion"/>.</summary>
    public static readonly PartitionKernel RankedKernel =
        PartitionKernel.For<RankedQuestion>(static (question, columns) => Rank(question, columns));

    private const int MostOfSummary = 10;

    /// <summary>The first ten by requests or by tokens, descending, ties by id.</summary>
    public static SummaryEntry[] Top(IEnumerable<SummaryEntry> entries, bool byTokens) =>
    [
        .. entries.OrderByDescending(entry => byTokens ? entry.Tokens : entry.Requests).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Take(MostOfSummary),
    ];

    /// <summary>Users in the order of a ranking, ties by id.</summary>
    public static IEnumerable<UserTotals> Ranked(IEnumerable<UserTotals> users, Ranking by) =>
        users.OrderByDescending(user => ValueOf(user, by)).ThenBy(user => user.User, StringComparer.Ordinal);

    private static Int128 ValueOf(UserTotals user, Ranking by) => by switch
    {
        Ranking.Tokens => user.InputTokens + user.OutputTokens,
        Ranking.Cost => (Int128)((user.Cost ?? -1) * (decimal)Units.NanosPerDollar),
        Ranking.Failed => user.Failed ?? 0,
        _ => user.Requests,
    };

    private static SummaryAnswer Summarise(PartitionColumns columns)
    {
        var (users, userOf) = columns.Rows.Hashes(ColumnId.User);
        var requests = Count(users.Length, userOf);
        var tokens = new Int128[users.Length];
        foreach (var column in (ColumnId[])[ColumnId.InputTokens, ColumnId.OutputTokens]) Add(tokens, columns.Rows, column, userOf);

        // Of most users nobody asks the id: only those that may be among the first get one.
        return new SummaryAnswer(users.Length, TopOf(user => requests[user], byTokens: false), TopOf(user => tokens[user], byTokens: true));

        SummaryEntry[] TopOf(Func<int, Int128> value, bool byTokens)
        {
            var values = new Int128[users.Length];
            for (var user = 0; user < values.Length; user++) values[user] = value(user);
            Array.Sort(values);
            var least = values.Length > MostOfSummary ? values[^MostOfSummary] : Int128.MinValue;
            return Top(Enumerable.Range(0, users.Length).Where(user => value(user) >= least).Select(user =>
            {
                var id = columns.IdOf(users[user]);
                return new SummaryEntry(id, id, requests[user], tokens[user]);
            }), byTokens);
        }
    }

    private static RankedAnswer Rank(RankedQuestion question, PartitionColumns columns)
    {
        var (users, userOf) = columns.Rows.Hashes(ColumnId.User);
        var (input, output, cost) = (new Int128[users.Length], new Int128[users.Length], new Int128[users.Length]);
        Add(input, columns.Rows, ColumnId.InputTokens, userOf);
        Add(output, columns.Rows, ColumnId.OutputTokens, userOf);
        var withCost = Add(cost, columns.Rows, ColumnId.Cost, userOf);
        var failed = new Int128[users.Length];
        Add(failed, columns.Rows, ColumnId.Failed, userOf);
        var counts = UserCounts.Count(columns.Rows);
        var all = Enumerable.Range(0, users.Length).Select(user => new UserTotals(
            columns.IdOf(users[user]), counts.Requests[user], counts.Models[user], input[user], output[user], (long)failed[user],
            withCost[user] > 0 ? (decimal)cost[user] / (decimal)Units.NanosPerDollar : null));
        return new RankedAnswer([.. Ranked(all, question.By).Take(question.Most)], withCost.Any(n => n > 0), failed.Any(n => n > 0));
    }

    private static long[] Count(int users, ReadOnlySpan<int> userOf)
    {
        var counts = new long[users];
        foreach (var user in userOf)
        {
            if (user >= 0) counts[user]++;
        }

        return counts;
    }

    // Adds up a column by user, and counts the values of each. A column that no row has is not decoded.
    private static long[] Add(Int128[] sums, SegmentColumns rows, ColumnId id, ReadOnlySpan<int> userOf)
    {
        var counts = new long[sums.Length];
        if (!rows.Has(id)) return counts;
        var column = rows.Integers(id);
        for (var row = 0; row < userOf.Length; row++)
        {
            if (userOf[row] < 0 || column[row] == Missing.Value) continue;
            sums[userOf[row]] += column[row];
            counts[userOf[row]]++;
        }

        return counts;
    }

    /// <summary>Asks for the number of users, and those with the most requests and tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.summary.question")]
    public sealed record SummaryQuestion : PartitionQuestion;

    /// <summary>The users of a partition.</summary>
    /// <param name="Users">How many there are.</param>
    /// <param name="ByRequests">The ten with the most requests.</param>
    /// <param name="ByTokens">The ten with the most tokens.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.users.summary.answer")]
    public sealed record SummaryAnswer(
        [property: Id(0)] long Users, [property: Id(1)] SummaryEntry[] ByRequests, [property: Id(2)] SummaryEntry[] ByTokens)
        : PartitionAnswer;

    /// <summary>Asks for the first users of a ranking.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.ranked.question")]
    public sealed record RankedQuestion([property: Id(0)] Ranking By, [property: Id(1)] int Most) : PartitionQuestion;

    /// <summary>The first users of a partition.</summary>
    /// <param name="Top">The users, in order.</param>
    /// <param name="HasCost">Whether any request of the partition has a cost.</param>
    /// <param name="HasFailed">Whether any request of the partition failed.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.users.ranked.answer")]
    public sealed record RankedAnswer(
        [property: Id(0)] UserTotals[] Top, [property: Id(1)] bool HasCost, [property: Id(2)] bool HasFailed) : PartitionAnswer;
}
