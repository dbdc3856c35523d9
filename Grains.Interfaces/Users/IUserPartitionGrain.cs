using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Users;

/// <summary>The users whose hash falls to one partition: their ids, and their rows as a log of segments.</summary>
[Alias("llmwl.IUserPartitionGrain")]
public interface IUserPartitionGrain : ISegmentGrain
{
    /// <summary>Answers a question about all of the partition's users. Answers are kept until the rows change.</summary>
    /// <param name="question">The question.</param>
    /// <param name="view">The rows that it is about, as the catalog has them.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<PartitionAnswer> AskAsync(PartitionQuestion question, SegmentView view);

    /// <summary>The rows of one user, by start, ties in input order; null where there are none.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="hashSeed">The dataset's seed of hashes.</param>
    /// <param name="view">The rows of the partition, as the catalog has them.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<UserRows?> ReadUserAsync(string user, long hashSeed, SegmentView view);
}
