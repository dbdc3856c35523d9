using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>
/// A part of a split model: some of its rows as a log of segments, and the answers computed from these rows alone. The model's grain merges
/// the answers. Questions about the same recorded chunks are answered from the same rows.
/// </summary>
[Alias("llmwl.IModelPartGrain")]
public interface IModelPartGrain : ISegmentGrain
{
    /// <summary>Answers a question from the part's segments.</summary>
    /// <param name="question">The question.</param>
    /// <param name="view">The segments that it is about.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question, SegmentView view);

    /// <summary>Some of the part's segments: as many as fit into one message, at least one; none behind the last.</summary>
    /// <param name="from">The number of the first one, from 0.</param>
    /// <param name="view">The segments that are wanted.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<SegmentMessage[]> ReadAsync(int from, SegmentView view);
}
