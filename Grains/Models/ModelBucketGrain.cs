using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Placement;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>A bucket of models that have few rows; see <see cref="IModelBucketGrain"/>.</summary>
[SpreadPlacement]
internal sealed class ModelBucketGrain(
    SegmentStore store,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IModelBucketGrain
{
    private readonly FilteredMemo<ModelQuestion, ModelAnswer> _together = new(store.Memory);
    private SegmentLog _log = null!;
    private RecordedSegments _recorded = null!;
    private (ImmutableList<StoredSegment> Segments, OpenedBucket Bucket) _opened = ([], new OpenedBucket([]));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _log = store.LogOf(this.GetGrainId(), "b");
        _recorded = new RecordedSegments(_log);
        return _log.LoadAsync();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _log.Leave();
        _together.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AppendAsync(SegmentMessage segment)
    {
        SegmentReader.Open(segment.Bytes);
        return _log.AppendAsync(segment);
    }

    /// <inheritdoc/>
    public async Task<ModelAnswer[]> AskAsync(ModelQuestion question, ulong[] models, SegmentView view)
    {
        var bucket = await OpenAsync(view);
        var kernel = kernels.For(question);
        return await scheduler.RunAsync(() =>
        {
            var reading = bucket.Begin();
            return Array.ConvertAll(models, model =>
            {
                using var columns = reading.Columns([model], view.Filter);
                return kernel.Answer(question, columns);
            });
        });
    }

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskTogetherAsync(ModelQuestion question, ulong[] except, SegmentView view)
    {
        var bucket = await OpenAsync(view);
        var kernel = kernels.For(question);

        // Which models have rows elsewhere, too, follows from the dataset's version.
        return await _together.GetAsync(question, view.Filter, view.Chunks.Version, kernel.IsKept, () => scheduler.RunAsync(() =>
        {
            var reading = bucket.Begin();
            using var columns = reading.Columns(reading.Models.Except(except), view.Filter);
            return kernel.Answer(question, columns);
        }));
    }

    /// <inheritdoc/>
    public async Task<SegmentMessage[]> ReadAsync(ulong model, int from, SegmentView view)
    {
        var bucket = await OpenAsync(view);
        return await scheduler.RunAsync(() =>
        {
            var writer = new SegmentWriter();
            return SegmentPages.Take(bucket.Begin().Slices(model).Skip(from).Select(slice => slice.Encode(writer)));
        });
    }

    /// <inheritdoc/>
    public Task<SegmentHolding> MeasureAsync(RecordedChunks? chunks) => Task.FromResult(_recorded.Measure(chunks));

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _together.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(SegmentView view)
    {
        _together.Clear();
        await _recorded.ClearAsync(view);
        DeactivateOnIdle();
    }

    private async ValueTask<OpenedBucket> OpenAsync(SegmentView view)
    {
        var segments = await _recorded.OfAsync(view);
        if (_opened.Segments != segments) _opened = (segments, new OpenedBucket(segments));
        return _opened.Bucket;
    }
}
