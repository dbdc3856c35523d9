namespace LlmWorkload.Datasets;

/// <summary>The names of the datasets; see <see cref="IDatasetIndexGrain"/>.</summary>
public sealed class DatasetIndexGrain(
    [PersistentState("i-names", StorageNames.Provider)] IPersistentState<DatasetIndexState> names) : Grain, IDatasetIndexGrain
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync() => Task.FromResult<IReadOnlyList<string>>([.. names.State.Names]);

    /// <inheritdoc/>
    public Task TouchAsync(string dataset)
    {
        if (names.State.Names is [var newest, ..] && newest == dataset) return Task.CompletedTask;
        names.State.Names = [dataset, .. names.State.Names.Where(name => name != dataset)];
        return names.WriteStateAsync();
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string dataset)
    {
        names.State.Names = [.. names.State.Names.Where(name => name != dataset)];
        return names.WriteStateAsync();
    }
}
