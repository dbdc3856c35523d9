using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests;

/// <summary>A real storage whose writes fail when they are told to.</summary>
internal sealed class FaultyStorage(IGrainStorage storage, StorageFaults faults)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var number = faults.Next();
        await faults.BeforeWrite(stateName);
        if (faults.InPlaceOfWrite(number, stateName) is { } failure) throw failure;
        var lost = faults.AfterWrite(number, stateName);
        if (lost is null)
        {
            await storage.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        // Who does not get the answer does not learn the record's new ETag either.
        await storage.WriteStateAsync(
            stateName, grainId, new GrainState<T>(grainState.State) { ETag = grainState.ETag, RecordExists = grainState.RecordExists });
        throw lost;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle observer) => (storage as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public void Dispose() => (storage as IDisposable)?.Dispose();
}
