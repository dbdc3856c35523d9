using LlmWorkload.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Storage;

/// <summary>
/// A grain storage that reports failures in words, as a <see cref="StorageException"/>, which any client can read. The exceptions of a
/// database's driver are made for the people who run the database. Conflicts of two writers stay as they are, since Orleans acts on them.
/// </summary>
internal sealed class ExplainedStorage(IGrainStorage storage, Func<Exception, StoreFailure?> explain)
    : IGrainStorage, IWrittenStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private volatile bool _failsToWrite;

    /// <inheritdoc/>
    public bool FailsToWrite => _failsToWrite;

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ExplainAsync(() => storage.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteAsync(() => storage.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteAsync(() => storage.ClearStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => (storage as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    /// <inheritdoc/>
    public void Dispose() => (storage as IDisposable)?.Dispose();

    private async Task WriteAsync(Func<Task> call)
    {
        try
        {
            await ExplainAsync(call);
            _failsToWrite = false;
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            _failsToWrite = true;
            throw;
        }
    }

    private async Task ExplainAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is not InconsistentStateException && Find(failure) is { } found)
        {
            throw new StorageException(found.Words, found.Passes);
        }
    }

    private StoreFailure? Find(Exception failure) => failure.Causes()
        .Select(cause => cause is WorkloadException explained ? new StoreFailure(explained.Message, Passes: false) : explain(cause))
        .FirstOrDefault(found => found is not null);
}
