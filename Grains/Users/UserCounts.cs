using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>Requests and distinct models of each user of a partition: the question that analyses and queries share.</summary>
internal static class UserCounts
{
    /// <summary>Answers <see cref="TopQuestion"/>.</summary>
    public static readonly PartitionKernel TopKernel =
        PartitionKernel.For<TopQuestion>(static (question, columns) => Top(columns, question.Most));

    /// <summary>The question of the analyses. They all ask the same one, so they share the answers.</summary>
    public static readonly TopQuestion TopTen = new(10);

    /// <summary>
    /// Asks for the number of users, those with the most requests (ties by id), and how requests and models are distributed over users.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.top.question")]
    public sealed record TopQuestion([property: Id(0)] int Most) : PartitionQuestion;

    /// <summary>The users of a partition.</summary>
    /// <param name="Users">How many there are.</param>
    /// <param name="Top">Those with the most requests.</param>
    /// <param name="Requests">The distribution of their requests.</param>
    /// <param name="Models">The distribution of their distinct models.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.users.top.answer")]
    public sealed record TopAnswer(
        [property: Id(0)] long Users,
        [property: Id(1)] UserCount[] Top,
        [property: Id(2)] PackedFrequencies Requests,
        [property: Id(3)] PackedFrequencies Models) : PartitionAnswer;

    /// <summary>Every user of a partition.</summary>
    public static IEnumerable<UserCount> Of(PartitionColumns columns)
    {
        var counts = Count(columns.Rows);
        return Named(columns, counts.Users, counts.Requests, counts.Models);
    }

    /// <summary>Users by requests, descending, ties by id.</summary>
    public static IEnumerable<UserCount> ByRequests(IEnumerable<UserCount> users) =>
        users.OrderByDescending(user => user.Requests).ThenBy(user => user.User, StringComparer.Ordinal);

    private static TopAnswer Top(PartitionColumns columns, int most)
    {
        var (users, requests, models) = Count(columns.Rows);
        return new TopAnswer(
            users.Length,
            [.. ByRequests(Named(columns, users, requests, models)).Take(most)],
            FrequencyMap.Pack(requests),
            FrequencyMap.Pack(models));
    }

    private static IEnumerable<UserCount> Named(PartitionColumns columns, ulong[] users, long[] requests, long[] models) =>
        users.Select((hash, user) => new UserCount(columns.IdOf(hash), requests[user], models[user]));

    /// <summary>The hashes of the users, and requests and distinct models of each.</summary>
    public static (ulong[] Users, long[] Requests, long[] Models) Count(SegmentColumns rows)
    {
        var (users, userOf) = rows.Hashes(ColumnId.User);
        var (models, modelOf) = rows.Hashes(ColumnId.Model);
        var requests = new long[users.Length];
        foreach (var user in userOf) requests[user]++;

        // The rows are ordered by user, each with its model. Then a model is new to a user where its last user is another one.
        var next = rows.Scratch.Rent<int>(users.Length);
        for (int user = 0, from = 0; user < next.Length; from += (int)requests[user++]) next[user] = from;
        var byUser = rows.Scratch.Rent<int>(userOf.Length);
        for (var row = 0; row < userOf.Length; row++) byUser[next[userOf[row]]++] = modelOf[row];

        var distinct = new long[users.Length];
        var lastUser = rows.Scratch.Rent(models.Length + 1, -1);
        for (int user = 0, at = 0; user < users.Length; user++)
        {
            for (; at < next[user]; at++)
            {
                ref var last = ref lastUser[byUser[at] + 1];
                if (last != user) distinct[user]++;
                last = user;
            }
        }

        return (users, requests, distinct);
    }
}
