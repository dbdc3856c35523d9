using LlmWorkload.Storage;

namespace LlmWorkload.Datasets;

/// <summary>The names of the datasets; see <see cref="IDatasetIndexGrain"/>.</summary>
internal sealed class DatasetIndexGrain(
    [PersistentState("i-names", StorageNames.Provider)] IPersistentState<DatasetIndexState> names) : Grain, IDatasetIndexGrain
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync() => Task.FromResult<IReadOnlyList<string>>([.. names.State.Names]);

    /// <inheritdoc/>
    public Task TouchAsync(string dataset) =>
        names.State.Names is [var newest, ..] && newest == dataset ? Task.CompletedTask : WriteAsync([dataset, .. Without(dataset)]);

    /// <inheritdoc/>
    public Task RemoveAsync(string dataset) => WriteAsync([.. Without(dataset)]);

    private IEnumerable<string> Without(string dataset) => names.State.Names.Where(name => name != dataset);

    private async Task WriteAsync(List<string> changed)
    {
        var before = names.State.Names;
        names.State.Names = changed;
        try
        {
            await names.WriteStateAsync();
        }
        catch
        {
            names.State.Names = before; // the next call must not take these names for stored
            throw;
        }
    }
}
