using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Sends a chunk's segments to their grains and, when all are stored, records the chunk. Every call may be repeated, so a call that fails for a
/// reason that passes (a silo lost, a time-out) is repeated with growing pauses until <paramref name="patience"/> has passed.
/// </summary>
internal sealed class Delivery(IGrainFactory grains, DatasetCatalog dataset, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _announced = [];
    private readonly SemaphoreSlim _announcing = new(1);

    public async Task SendAsync(EncodedChunk chunk, CancellationToken cancellationToken)
    {
        var catalog = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset.Name));
        await AnnounceAsync(catalog, chunk, cancellationToken);
        var calls = chunk.Models
            .Select(each => AppendAsync(grains.GetGrain<IModelGrain>(GrainKeys.Model(dataset.RowsKey, each.Model)), each.Segment, cancellationToken))
            .Concat(chunk.Partitions.Select(each =>
                AppendAsync(grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(dataset.RowsKey, each.Partition)), each.Segment, cancellationToken)));
        await Task.WhenAll(calls);
        await RepeatAsync(() => catalog.RecordAsync(dataset.Life, chunk.Record), cancellationToken);
    }

    private async Task AnnounceAsync(IDatasetGrain catalog, EncodedChunk chunk, CancellationToken cancellationToken)
    {
        await _announcing.WaitAsync(cancellationToken);
        try
        {
            var added = chunk.Record.Models.Select(model => model.Id).Where(id => !_announced.Contains(id)).ToList();
            if (added.Count == 0) return;
            await RepeatAsync(() => catalog.AnnounceModelsAsync(dataset.Life, added), cancellationToken);
            _announced.UnionWith(added);
        }
        finally
        {
            _announcing.Release();
        }
    }

    private Task AppendAsync(IModelGrain model, SegmentMessage segment, CancellationToken cancellationToken) =>
        RepeatAsync(() => model.AppendAsync(segment), cancellationToken);

    private Task AppendAsync(IUserPartitionGrain partition, SegmentMessage segment, CancellationToken cancellationToken) =>
        RepeatAsync(() => partition.AppendAsync(segment), cancellationToken);

    private async Task RepeatAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = ShortestPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await call();
                return;
            }
            catch (Exception failure) when (Passes(failure))
            {
                if (time.GetElapsedTime(start) + pause > patience)
                {
                    throw new WorkloadException($"The cluster did not store a chunk within {patience.TotalSeconds:0} seconds: {failure.Message}", failure);
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private static bool Passes(Exception failure) =>
        failure is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or InconsistentStateException or ConnectionFailedException;
}
