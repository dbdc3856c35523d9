using LlmWorkload.Analyses;
using LlmWorkload.Datasets;

namespace LlmWorkload.Export;

/// <summary>
/// Tells of each row of a dataset which session it lies in, in the order in which the rows are exported, a page at a time. It holds no
/// state, and any number of these grains work at once.
/// </summary>
[Alias("llmwl.ISessionTurnsGrain")]
public interface ISessionTurnsGrain : IGrainWithIntegerKey
{
    /// <summary>Cuts the rows of a dataset into pages of about two million; more where more started at one instant.</summary>
    /// <param name="catalog">The dataset at the version that is asked for.</param>
    /// <returns>The pages by time; null where no row has a session or a user.</returns>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<RowWindow>?> PlanAsync(DatasetCatalog catalog);

    /// <summary>The sessions of the rows of a page.</summary>
    /// <param name="catalog">The dataset, the same as for the plan.</param>
    /// <param name="options">What makes requests a session.</param>
    /// <param name="page">One of the plan's pages.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [ResponseTimeout("00:00:15")]
    Task<TurnBlock> ReadAsync(DatasetCatalog catalog, AnalysisOptions options, RowWindow page);
}
