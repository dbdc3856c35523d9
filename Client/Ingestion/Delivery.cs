using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Sends a chunk's segments to their grains and, when all are stored, records the chunk. Every call may be repeated, and the connection repeats those that
/// fail for a reason that passes.
/// </summary>
internal sealed class Delivery(IGrainFactory grains, DatasetCatalog dataset)
{
    private readonly HashSet<ModelPlace> _announced = [];
    private readonly SemaphoreSlim _announcing = new(1);

    public async Task SendAsync(EncodedChunk chunk, CancellationToken cancellationToken)
    {
        var catalog = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset.Name));
        await AnnounceAsync(catalog, chunk, cancellationToken);
        var calls = chunk.Models
            .Select(each => GrainOf(each.Place).AppendAsync(each.Segment))
            .Concat(chunk.Partitions.Select(each => grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(dataset.RowsKey, each.Partition)).AppendAsync(each.Segment)));
        await Task.WhenAll(calls);
        await catalog.RecordAsync(dataset.Life, chunk.Record);
    }

    private async Task AnnounceAsync(IDatasetGrain catalog, EncodedChunk chunk, CancellationToken cancellationToken)
    {
        await _announcing.WaitAsync(cancellationToken);
        try
        {
            var added = chunk.Models.Select(each => each.Place).Where(place => !_announced.Contains(place)).Distinct().ToList();
            if (added.Count == 0) return;
            await catalog.AnnounceModelsAsync(dataset.Life, added);
            _announced.UnionWith(added);
        }
        finally
        {
            _announcing.Release();
        }
    }

    private ISegmentGrain GrainOf(ModelPlace place) => place.Part is { } part
        ? grains.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(dataset.RowsKey, place.Model, part))
        : grains.GetGrain<IModelGrain>(GrainKeys.Model(dataset.RowsKey, place.Model));
}
