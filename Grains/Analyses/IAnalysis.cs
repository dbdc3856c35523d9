using LlmWorkload.Columns;

namespace LlmWorkload.Analyses;

/// <summary>
/// An analysis: the kernels that it adds to models and partitions, and how it gathers their answers into a summary and figures.
/// It holds no state.
/// </summary>
internal interface IAnalysis
{
    /// <summary>Its line in the list of analyses.</summary>
    AnalysisInfo Info { get; }

    /// <summary>
    /// The kernels of all questions that it asks models, and of the questions that merge their answers. Analyses may share some.
    /// </summary>
    IEnumerable<ModelKernel> ModelKernels => [];

    /// <summary>The kernels of all questions that it asks partitions of users. Analyses may share some.</summary>
    IEnumerable<PartitionKernel> PartitionKernels => [];

    /// <summary>Gathers, merges and summarises.</summary>
    Task<AnalysisRun> RunAsync(AnalysisData data);
}
