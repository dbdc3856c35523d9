namespace LlmWorkload.Datasets;

/// <summary>Finds the dataset of a name.</summary>
public static class DatasetSearch
{
    /// <summary>The catalog of a dataset.</summary>
    /// <exception cref="WorkloadException">There is none; the message has the nearest name.</exception>
    public static async Task<DatasetCatalog> FindDatasetAsync(this IGrainFactory grains, string name)
    {
        if (await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name)).DescribeAsync() is { } catalog) return catalog;
        throw await grains.NoDatasetAsync(name);
    }

    /// <summary>The failure of a search for a dataset that does not exist; the message has the nearest name.</summary>
    public static async Task<WorkloadException> NoDatasetAsync(this IGrainFactory grains, string name)
    {
        var names = await grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();
        var nearest = NearestName.Words(NearestName.OrPartOf(name, names));
        return new WorkloadException($"There is no dataset '{name}'{nearest}.") { IsInput = true };
    }
}
