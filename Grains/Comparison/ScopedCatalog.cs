using LlmWorkload.Datasets;

namespace LlmWorkload.Comparison;

/// <summary>The rows that a side is of.</summary>
/// <param name="Catalog">The dataset, narrowed to these rows.</param>
/// <param name="Scope">Which rows they are.</param>
internal sealed record ScopedCatalog(DatasetCatalog Catalog, SideScope Scope);
