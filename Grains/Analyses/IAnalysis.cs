using LlmWorkload.Columns;

namespace LlmWorkload.Analyses;

/// <summary>
/// An analysis: its names, the kernels that it adds to models and partitions, and how it gathers their answers into a summary and figures.
/// It holds no state.
/// </summary>
public interface IAnalysis
{
    /// <summary>Its name in commands, e.g. <c>tokens</c>.</summary>
    string Name { get; }

    /// <summary>Its folder below the output root, e.g. <c>per_model_token_distributions</c>.</summary>
    string Folder { get; }

    /// <summary>The questions that it asks models.</summary>
    IEnumerable<ModelKernel> ModelKernels => [];

    /// <summary>The questions that it asks partitions of users.</summary>
    IEnumerable<PartitionKernel> PartitionKernels => [];

    /// <summary>The part of the options that the analysis looks at, the rest as usual: equal parts share one result.</summary>
    AnalysisOptions Relevant(AnalysisOptions options) => new(options.Top, options.Models, options.ThinData);

    /// <summary>Gathers, merges and summarises.</summary>
    Task<AnalysisRun> RunAsync(AnalysisScope scope);
}
