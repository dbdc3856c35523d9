using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Users;

/// <summary>The users whose hash falls to one partition: their ids and their arrival log.</summary>
[Alias("llmwl.IUserPartitionGrain")]
public interface IUserPartitionGrain : ISegmentGrain
{
    /// <summary>Answers a question about all of the partition's users. Answers are kept until the rows change.</summary>
    [AlwaysInterleave]
    Task<PartitionAnswer> AskAsync(PartitionQuestion question);

    /// <summary>The rows of one user, by start, ties in input order; null where the user is unknown.</summary>
    [AlwaysInterleave]
    Task<UserRows?> ReadUserAsync(string user, long hashSeed);
}
