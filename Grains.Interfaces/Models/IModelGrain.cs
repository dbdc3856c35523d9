using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>
/// One model of a dataset: its request columns as a log of segments, and every result computed from them. A model with many rows is split:
/// most rows lie in parts (<see cref="IModelPartGrain"/>), and the model's answers are merged from theirs. Answers are the same whether the
/// model is split or not.
/// </summary>
[Alias("llmwl.IModelGrain")]
public interface IModelGrain : ISegmentGrain
{
    /// <summary>Answers a question from the model's columns. Answers are kept until the rows change.</summary>
    /// <param name="question">The question.</param>
    /// <param name="view">The rows that it is about, as the catalog has them.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question, ModelView view);

    /// <summary>The model's statistics.</summary>
    /// <param name="view">The rows, as the catalog has them.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [AlwaysInterleave]
    Task<ModelProfile> DescribeAsync(ModelView view);
}
