using LlmWorkload.Datasets;

namespace LlmWorkload.Scopes;

/// <summary>Narrows a dataset; see <see cref="IScopeGrain"/>.</summary>
internal sealed class ScopeGrain(KnownCatalogs catalogs) : Grain, IScopeGrain
{
    private const int MostKept = 16;

    private readonly OrderedDictionary<Scope, Task<DatasetCatalog>> _narrowed = [];
    private (long Life, long Version) _basis;

    /// <inheritdoc/>
    public async Task<DatasetCatalog> NarrowAsync(Scope scope)
    {
        var name = GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;
        var catalog = await catalogs.FindAsync(GrainFactory, name);
        if (scope == Scope.All) return catalog;
        if (catalog.Rows == 0) throw new WorkloadException($"The dataset '{name}' has no rows.") { IsInput = true };
        return await Kept(scope, catalog);
    }

    private Task<DatasetCatalog> Kept(Scope scope, DatasetCatalog catalog)
    {
        if (_basis != (catalog.Life, catalog.Version)) _narrowed.Clear();
        _basis = (catalog.Life, catalog.Version);
        if (!_narrowed.Remove(scope, out var kept) || kept.IsFaulted || kept.IsCanceled)
            kept = new ScopeResolver(catalog, GrainFactory).NarrowAsync(scope);
        _narrowed.Add(scope, kept);
        if (_narrowed.Count > MostKept) _narrowed.RemoveAt(0);
        return kept;
    }
}
