using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Sends a chunk's segments to their grains and, when all are stored, records the chunk. Every call may be repeated, and the connection
/// repeats those that fail for a reason that passes.
/// </summary>
/// <param name="grains">The grains.</param>
/// <param name="silos">The straight way to the grains that hold rows; null where there is none.</param>
/// <param name="dataset">The dataset.</param>
internal sealed class Delivery(IGrainFactory grains, ISegmentRoute? silos, DatasetCatalog dataset)
{
    private readonly HashSet<ModelPlace> _announced = [];
    private readonly SemaphoreSlim _announcing = new(1);

    /// <summary>Sends a chunk and records it.</summary>
    /// <returns>Whether it is recorded; not so where another attempt at its file has begun.</returns>
    public async Task<bool> SendAsync(EncodedChunk chunk, CancellationToken cancellationToken)
    {
        var catalog = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset.Name));
        await AnnounceAsync(catalog, chunk, cancellationToken);
        var calls = chunk.Models
            .Select(each => AppendAsync(GrainOf(each.Place), each.Segment))
            .Concat(chunk.Buckets.Select(
                each => AppendAsync(grains.GetGrain<IModelBucketGrain>(GrainKeys.ModelBucket(dataset.RowsKey, each.Bucket)),
                    each.Segment)))
            .Concat(chunk.Partitions.Select(
                each => AppendAsync(grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(dataset.RowsKey, each.Partition)),
                    each.Segment)));
        await Task.WhenAll(calls);
        return await catalog.RecordAsync(dataset.Life, chunk.Record);
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

    private Task AppendAsync(ISegmentGrain grain, SegmentMessage segment) =>
        silos is null ? grain.AppendAsync(segment) : silos.AppendAsync(grain, segment);

    private ISegmentGrain GrainOf(ModelPlace place) => place.Part is { } part
        ? grains.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(dataset.RowsKey, place.Model, part))
        : grains.GetGrain<IModelGrain>(GrainKeys.Model(dataset.RowsKey, place.Model));
}
