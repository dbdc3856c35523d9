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

/// <summary>A question to a partition of users; equal questions share their answer.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.partition.question")]
public abstract record PartitionQuestion;

/// <summary>The answer to a <see cref="PartitionQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.partition.answer")]
public abstract record PartitionAnswer;

/// <summary>The columns of one user's rows, in one order.</summary>
/// <param name="Version">The partition's version they were read at.</param>
/// <param name="Started">Instants in ticks, ascending.</param>
/// <param name="Models">The hashes of the models that the user asked.</param>
/// <param name="Model">Per row, an index into <paramref name="Models"/>.</param>
/// <param name="InputTokens">Input tokens; may be missing.</param>
/// <param name="OutputTokens">Output tokens; may be missing.</param>
[GenerateSerializer, Immutable, Alias("llmwl.user.rows")]
public sealed record UserRows(
    [property: Id(0)] long Version,
    [property: Id(1)] long[] Started,
    [property: Id(2)] ulong[] Models,
    [property: Id(3)] int[] Model,
    [property: Id(4)] long[] InputTokens,
    [property: Id(5)] long[] OutputTokens);
