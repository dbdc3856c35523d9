using LlmWorkload.Columns;
using LlmWorkload.Placement;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>A part of a split model; see <see cref="IModelPartGrain"/>.</summary>
[SpreadPlacement]
internal sealed class ModelPartGrain(
    SegmentStore store,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IModelPartGrain
{
    private ModelRows _rows = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rows = new ModelRows(store, this.GetGrainId(), "s", kernels, scheduler);
        return _rows.LoadAsync();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _rows.Leave();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AppendAsync(SegmentMessage segment) => _rows.AppendAsync(segment);

    /// <inheritdoc/>
    public Task<ModelAnswer> AskAsync(ModelQuestion question, SegmentView view) => _rows.AskAsync(question, view);

    /// <inheritdoc/>
    public async Task<SegmentMessage[]> ReadAsync(int from, SegmentView view)
    {
        var segments = await _rows.SegmentsAsync(view);

        // Segments may be read from storage, which takes a while.
        return await Task.Run(() => SegmentPages.Take(segments.Skip(from).Select(segment => segment.ToMessage())));
    }

    /// <inheritdoc/>
    public Task<SegmentHolding> MeasureAsync(RecordedChunks? chunks) => Task.FromResult(_rows.Measure(chunks));

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _rows.Forget();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(SegmentView view)
    {
        await _rows.ClearAsync(view);
        DeactivateOnIdle();
    }
}
