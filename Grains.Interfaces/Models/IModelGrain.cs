using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>One model of a dataset: its request columns as a log of segments, and every result computed from them.</summary>
[Alias("llmwl.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends a segment and returns when it is in storage. A segment whose chunk the grain already holds is acknowledged without effect.
    /// </summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    [ResponseTimeout("00:00:10")]
    Task AppendAsync(SegmentMessage segment);

    /// <summary>Answers a question from the model's columns. Answers are kept until the rows change.</summary>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question);

    /// <summary>The model's statistics.</summary>
    [AlwaysInterleave]
    Task<ModelProfile> DescribeAsync();

    /// <summary>Forgets what was computed; the rows stay.</summary>
    Task ForgetAsync();

    /// <summary>Removes rows and results.</summary>
    [ResponseTimeout("00:01:00")]
    Task ClearAsync();
}
