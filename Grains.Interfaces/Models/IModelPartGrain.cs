using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>
/// A part of a split model: some of its rows as a log of segments, and the answers computed from these alone, which the model's grain merges. Its segments are
/// counted in the order in which they came; whoever asks more than once about the first so many of them is answered about the same rows.
/// </summary>
[Alias("llmwl.IModelPartGrain")]
public interface IModelPartGrain : ISegmentGrain
{
    /// <summary>How many segments the part holds.</summary>
    [AlwaysInterleave]
    Task<int> CountAsync();

    /// <summary>Answers a question from the part's first segments.</summary>
    /// <param name="question">The question.</param>
    /// <param name="segments">How many of them.</param>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question, int segments);

    /// <summary>Some of the part's segments, as many as fit into one message, at least one.</summary>
    /// <param name="from">The first one's number, from 0.</param>
    /// <param name="end">The number that follows the last one that is wanted.</param>
    [AlwaysInterleave]
    Task<SegmentMessage[]> ReadAsync(int from, int end);
}
