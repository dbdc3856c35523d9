using LlmWorkload.Scopes;
using Orleans.Concurrency;

namespace LlmWorkload.Datasets;

/// <summary>Narrows a dataset to a part of its rows. Keyed by the dataset. It keeps what the last few scopes came to.</summary>
[Alias("llmwl.IScopeGrain")]
public interface IScopeGrain : IGrainWithStringKey
{
    /// <summary>
    /// The catalog with the rows of a scope alone: who asks grains by its views is answered as if the dataset had no others.
    /// </summary>
    /// <exception cref="WorkloadException">
    /// The dataset does not exist, has none of a value that is asked for, or has no rows in the scope; or its users cannot be asked so.
    /// </exception>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<DatasetCatalog> NarrowAsync(Scope scope);
}
