using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Users;

/// <summary>The users whose hash falls to one partition: their ids and their arrival log.</summary>
[Alias("llmwl.IUserPartitionGrain")]
public interface IUserPartitionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends a segment and returns when it is in storage. A segment whose chunk the grain already holds is acknowledged without effect.
    /// </summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    /// <exception cref="WorkloadException">Two user ids share a hash; the message names both and the remedy.</exception>
    [ResponseTimeout("00:00:10")]
    Task AppendAsync(SegmentMessage segment);

    /// <summary>Answers a question about all of the partition's users. Answers are kept until the rows change.</summary>
    [AlwaysInterleave]
    Task<PartitionAnswer> AskAsync(PartitionQuestion question);

    /// <summary>The rows of one user, by start, ties in input order; null where the user is unknown.</summary>
    [AlwaysInterleave]
    Task<UserRows?> ReadUserAsync(string user, long hashSeed);

    /// <summary>Forgets what was computed; the rows stay.</summary>
    Task ForgetAsync();

    /// <summary>Removes rows and results.</summary>
    [ResponseTimeout("00:01:00")]
    Task ClearAsync();
}
