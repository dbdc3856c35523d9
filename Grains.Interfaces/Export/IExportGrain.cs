using LlmWorkload.Datasets;

namespace LlmWorkload.Export;

/// <summary>
/// Hands the rows of a dataset over in the order in which they started, a window at a time: however many rows there are, no more than those
/// of a window are in one place. It holds no state, and any number of these grains work at once.
/// </summary>
[Alias("llmwl.IExportGrain")]
public interface IExportGrain : IGrainWithIntegerKey
{
    /// <summary>Cuts the rows of a dataset into windows of some hundred thousand.</summary>
    /// <param name="catalog">The dataset at the version that is asked for.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    Task<RowPlan> PlanAsync(DatasetCatalog catalog);

    /// <summary>The rows of a window.</summary>
    /// <param name="catalog">The dataset, the same as for the plan.</param>
    /// <param name="window">One of the plan's windows.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    Task<RowBlock> ReadAsync(DatasetCatalog catalog, RowWindow window);
}
