using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>
/// The rows of many models of which chunks have few rows, as a log of segments, one a chunk. So such a model costs no message, no record
/// and no activation of its own. It answers for these rows alone: a model that also has rows elsewhere is asked through its own grain
/// (<see cref="IModelGrain"/>), which fetches them. Models are known by the hashes of their ids.
/// </summary>
[Alias("llmwl.IModelBucketGrain")]
public interface IModelBucketGrain : ISegmentGrain
{
    /// <summary>Answers a question about each of some models. Answers are not kept.</summary>
    /// <param name="question">The question.</param>
    /// <param name="models">The models: as many as answers fit into one message.</param>
    /// <param name="view">The segments that it is about.</param>
    /// <returns>The answers, in the order of the models.</returns>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<ModelAnswer[]> AskAsync(ModelQuestion question, ulong[] models, SegmentView view);

    /// <summary>Answers a question about the rows of all models as if they were those of one.</summary>
    /// <param name="question">The question.</param>
    /// <param name="except">Models whose rows do not count.</param>
    /// <param name="view">The segments that it is about.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<ModelAnswer> AskTogetherAsync(ModelQuestion question, ulong[] except, SegmentView view);

    /// <summary>
    /// Some of a model's rows, each chunk's as the segment that a model of its own gets: as many as fit into one message, at least one;
    /// none behind the last.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="from">The number of the first segment, from 0.</param>
    /// <param name="view">The segments of the bucket that are wanted.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<SegmentMessage[]> ReadAsync(ulong model, int from, SegmentView view);
}
