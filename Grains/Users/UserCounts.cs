using LlmWorkload.Answers;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>Requests and distinct models of each user of a partition: the questions that analyses and queries share.</summary>
public static class UserCounts
{
    /// <summary>Answers <see cref="TopQuestion"/>.</summary>
    public static readonly PartitionKernel TopKernel = PartitionKernel.For<TopQuestion>(static (question, columns) => Top(columns, question.Most));

    /// <summary>Answers <see cref="DistributionQuestion"/>.</summary>
    public static readonly PartitionKernel DistributionKernel = PartitionKernel.For<DistributionQuestion>(static (_, columns) => Distribution(columns));

    /// <summary>Asks for the number of users and those with the most requests (ties by id).</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.top.question")]
    public sealed record TopQuestion([property: Id(0)] int Most) : PartitionQuestion;

    /// <summary>The number of users of a partition and its users with the most requests.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.top.answer")]
    public sealed record TopAnswer([property: Id(0)] long Users, [property: Id(1)] UserCount[] Top) : PartitionAnswer;

    /// <summary>Asks for the distributions of requests and of distinct models over users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.distribution.question")]
    public sealed record DistributionQuestion : PartitionQuestion;

    /// <summary>The distributions over the users of a partition.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.distribution.answer")]
    public sealed record DistributionAnswer([property: Id(0)] PackedFrequencies Requests, [property: Id(1)] PackedFrequencies Models) : PartitionAnswer;

    /// <summary>Every user of a partition.</summary>
    public static IEnumerable<UserCount> Of(PartitionColumns columns)
    {
        var (hashes, requests, models) = Count(columns.Rows);
        return hashes.Select((hash, user) => new UserCount(columns.IdOf(hash), requests[user], models[user]));
    }

    /// <summary>Users by requests, descending, ties by id.</summary>
    public static IEnumerable<UserCount> ByRequests(IEnumerable<UserCount> users) =>
        users.OrderByDescending(user => user.Requests).ThenBy(user => user.User, StringComparer.Ordinal);

    private static TopAnswer Top(PartitionColumns columns, int most)
    {
        var users = Of(columns).ToList();
        return new TopAnswer(users.Count, [.. ByRequests(users).Take(most)]);
    }

    private static DistributionAnswer Distribution(PartitionColumns columns)
    {
        var (_, requests, models) = Count(columns.Rows);
        return new DistributionAnswer(FrequencyMap.Of(requests).Encode(), FrequencyMap.Of(models).Encode());
    }

    private static (ulong[] Users, long[] Requests, long[] Models) Count(SegmentColumns rows)
    {
        var (users, userOf) = rows.Hashes(ColumnId.User);
        var (_, modelOf) = rows.Hashes(ColumnId.Model);
        var requests = new long[users.Length];
        var models = new long[users.Length];
        var pairs = new long[userOf.Length];
        for (var row = 0; row < userOf.Length; row++)
        {
            requests[userOf[row]]++;
            pairs[row] = ((long)userOf[row] << 32) | (uint)modelOf[row];
        }

        foreach (var pair in FrequencyMap.Of(pairs).Values) models[pair >> 32]++;
        return (users, requests, models);
    }
}
