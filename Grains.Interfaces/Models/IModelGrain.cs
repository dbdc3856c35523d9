using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>
/// One model of a dataset: its request columns as a log of segments, and every result computed from them. A model that has many rows is split: most of
/// them lie in parts (<see cref="IModelPartGrain"/>), and its answers are merged from theirs. They are the same whether it is split or not.
/// </summary>
[Alias("llmwl.IModelGrain")]
public interface IModelGrain : ISegmentGrain
{
    /// <summary>Answers a question from the model's columns. Answers are kept until the rows change.</summary>
    /// <param name="question">The question.</param>
    /// <param name="parts">The parts that the model is split into, as the catalog has them; 0 for none.</param>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question, int parts);

    /// <summary>The model's statistics.</summary>
    /// <param name="parts">The parts that the model is split into, as the catalog has them; 0 for none.</param>
    [AlwaysInterleave]
    Task<ModelProfile> DescribeAsync(int parts);
}
