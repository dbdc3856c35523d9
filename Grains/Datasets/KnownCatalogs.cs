namespace LlmWorkload.Datasets;

/// <summary>
/// The catalogs that a silo's grains asked for last. A catalog of many models is large: as long as it is the same, it is neither sent
/// again nor kept more than once.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class KnownCatalogs
{
    private const int MostKept = 8;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, DatasetCatalog> _kept = new(StringComparer.Ordinal);

    /// <summary>The catalog of a dataset as it is now; null where the dataset does not exist.</summary>
    /// <exception cref="WorkloadException">Its models have not all of its rows: a record of the ledger is lost.</exception>
    public async Task<DatasetCatalog?> DescribeAsync(IGrainFactory grains, string name)
    {
        var known = Known(name);
        var update = await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name)).UpdateAsync(known?.Life ?? 0, known?.Version ?? 0);
        return update.IsSame ? known : Keep(name, Whole(update.Catalog));
    }

    /// <summary>The catalog of a dataset as it is now.</summary>
    /// <exception cref="WorkloadException">There is none; the message has the nearest name.</exception>
    public async Task<DatasetCatalog> FindAsync(IGrainFactory grains, string name) =>
        await DescribeAsync(grains, name) ?? throw await grains.NoDatasetAsync(name);

    private static DatasetCatalog? Whole(DatasetCatalog? catalog)
    {
        if (catalog is null || catalog.Models.Sum(model => model.Requests) is var rows && rows == catalog.Rows) return catalog;
        throw new WorkloadException(
            $"The dataset '{catalog.Name}' has lost rows: storage tells the models of {rows:N0} rows and must tell those of "
                + $"{catalog.Rows:N0}.")
        { Remedy = Remedy.Reload };
    }

    private DatasetCatalog? Known(string name)
    {
        lock (_lock) return _kept.GetValueOrDefault(name);
    }

    private DatasetCatalog? Keep(string name, DatasetCatalog? catalog)
    {
        lock (_lock)
        {
            _kept.Remove(name);
            if (catalog is not null) _kept.Add(name, catalog);
            if (_kept.Count > MostKept) _kept.RemoveAt(0);
        }

        return catalog;
    }
}
