using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Placement;
using LlmWorkload.Segments;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Models;

/// <summary>One model of a dataset; see <see cref="IModelGrain"/>.</summary>
[SpreadPlacement]
internal sealed class ModelGrain(
    SegmentStore store,
    [PersistentState("m-profile", StorageNames.Provider)] IPersistentState<StoredProfile> profile,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IModelGrain
{
    private readonly FilteredMemo<ModelQuestion, ModelAnswer> _merged = new(store.Memory);
    private readonly Memo<long, OpenedSegments> _gathered = new(store.Memory);
    private readonly Memo<long, ImmutableList<StoredSegment>> _joined = new(
        store.Memory, static segments => segments.Sum(segment => (long)segment.Length));
    private ModelRows _rows = null!;
    private (long Version, Task<ModelProfile> Profile)? _describing;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rows = new ModelRows(store, this.GetGrainId(), "m", kernels, scheduler);
        return _rows.LoadAsync();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _rows.Leave();
        _merged.Clear();
        _joined.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AppendAsync(SegmentMessage segment) => _rows.AppendAsync(segment);

    /// <inheritdoc/>
    public Task<ModelAnswer> AskAsync(ModelQuestion question, ModelView view) =>
        view.Parts == 0 ? AskOwnAsync(question, view) : AskAsync(question, Split(view));

    /// <inheritdoc/>
    public async Task<ModelProfile> DescribeAsync(ModelView view)
    {
        if (view.Filter is not null) return (ModelProfile)await AskAsync(new ProfileQuestion(), view);
        var version = view.Changed;
        if (profile.State?.Of(version) is { } known) return known;
        if (_describing is not { } running || running.Version != version) _describing = running = (version, ComputeProfileAsync(view));
        try
        {
            return await running.Profile;
        }
        finally
        {
            if (_describing == running) _describing = null;
        }
    }

    /// <inheritdoc/>
    public Task<SegmentHolding> MeasureAsync(RecordedChunks? chunks) => Task.FromResult(_rows.Measure(chunks));

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _rows.Forget();
        _merged.Clear();
        _joined.Clear();
        return profile.RecordExists ? profile.ClearStateAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(SegmentView view)
    {
        await _rows.ClearAsync(view);
        await ForgetAsync();
        DeactivateOnIdle();
    }

    private SplitRows Split(ModelView view)
    {
        var (rows, model) = GrainKeys.Split(this.GetPrimaryKeyString());
        return new SplitRows(question => AskOwnAsync(question, view), () => OwnAsync(view), [.. Enumerable.Range(0, view.Parts)
            .Select(part => GrainFactory.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(rows, model, part)))], view);
    }

    private async Task<ModelAnswer> AskOwnAsync(ModelQuestion question, ModelView view) =>
        await _rows.AskAsync(question, await OwnAsync(view), view.Filter);

    // The segments of its own log, and its rows in a bucket. The latter are few, and are kept until the rows change.
    private async ValueTask<ImmutableList<StoredSegment>> OwnAsync(ModelView view)
    {
        var own = await _rows.SegmentsAsync(view.Own);
        return view.OfBucket is { } bucket
            ? await _joined.GetAsync(view.Changed, (own, view.Changed), isKept: true, () => JoinAsync(own, view.Bucket!, bucket))
            : own;
    }

    private async Task<ImmutableList<StoredSegment>> JoinAsync(
        ImmutableList<StoredSegment> own, BucketPlace place, SegmentView view)
    {
        var rows = GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;
        var bucket = GrainFactory.GetGrain<IModelBucketGrain>(GrainKeys.ModelBucket(rows, place.Number));
        var read = ImmutableList.CreateBuilder<StoredSegment>();
        while (await bucket.ReadAsync(place.Model, read.Count, view with { Filter = null }) is { Length: > 0 } more)
            read.AddRange(more.Select(segment => new StoredSegment(segment)));
        return own.AddRange(read);
    }

    private Task<ModelAnswer> AskAsync(ModelQuestion question, SplitRows rows)
    {
        var kernel = kernels.For(question);
        return _merged.GetAsync(question, rows.Filter, rows.Changed, kernel.IsKept, () => kernel.Merge is { } merge
            ? merge(question, rows.Parts(scheduler)) : ComputeAsync(kernel, question, rows));
    }

    // Questions that come together share one gathering. It is not kept, since it takes as much memory as all parts.
    private async Task<ModelAnswer> ComputeAsync(ModelKernel kernel, ModelQuestion question, SplitRows rows)
    {
        var all = await _gathered.GetAsync(rows.Changed, rows.Changed, isKept: false, rows.GatherAsync);
        return await scheduler.RunAsync(all, rows.Filter, columns => kernel.Answer(question, columns));
    }

    private async Task<ModelProfile> ComputeProfileAsync(ModelView view)
    {
        var computed = (ModelProfile)await AskAsync(new ProfileQuestion(), view);
        profile.State = StoredProfile.With(view.Changed, computed);
        await profile.WriteStateAsync();
        return computed;
    }
}
