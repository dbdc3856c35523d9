using Orleans.Concurrency;

namespace LlmWorkload.Segments;

/// <summary>A grain that holds rows as a log of segments.</summary>
[Alias("llmwl.ISegmentGrain")]
public interface ISegmentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends a segment and returns when it is in storage. A segment whose chunk the grain already holds is acknowledged without effect.
    /// </summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    /// <exception cref="WorkloadException">
    /// The segment brings a user id that shares its hash with another; the message names both and the remedy.
    /// </exception>
    [ResponseTimeout("00:00:10")]
    Task AppendAsync(SegmentMessage segment);

    /// <summary>How much the grain holds in memory.</summary>
    /// <param name="chunks">The chunks that count; null for all.</param>
    [AlwaysInterleave]
    Task<SegmentHolding> MeasureAsync(RecordedChunks? chunks);

    /// <summary>Forgets what was computed; the rows stay.</summary>
    Task ForgetAsync();

    /// <summary>Removes rows and results.</summary>
    /// <param name="view">What the grain must hold. By it the grain finds all of its records, even where one of them is lost.</param>
    [ResponseTimeout("00:01:00")]
    Task ClearAsync(SegmentView view);
}
