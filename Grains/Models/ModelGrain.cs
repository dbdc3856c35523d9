using LlmWorkload.Answers;
using LlmWorkload.Placement;
using LlmWorkload.Segments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Models;

/// <summary>One model of a dataset; see <see cref="IModelGrain"/>.</summary>
[SpreadPlacement]
public sealed class ModelGrain(
    [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage,
    [PersistentState("m-profile", StorageNames.Provider)] IPersistentState<StoredProfile> profile,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IModelGrain
{
    private readonly Memo<ModelQuestion, ModelAnswer> _merged = new();
    private readonly Memo<long, OpenedSegments> _gathered = new();
    private ModelRows _rows = null!;
    private (long Version, Task<ModelProfile> Profile)? _describing;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rows = new ModelRows(storage, this.GetGrainId(), "m", kernels, scheduler);
        return _rows.LoadAsync();
    }

    /// <inheritdoc/>
    public Task AppendAsync(SegmentMessage segment) => _rows.AppendAsync(segment);

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, int parts) =>
        parts == 0 ? await _rows.AskAsync(question) : await AskAsync(question, await SplitAsync(parts));

    /// <inheritdoc/>
    public async Task<ModelProfile> DescribeAsync(int parts)
    {
        var rows = await SplitAsync(parts);
        var version = rows.Version;
        if (profile.State is { Profile: { } known } && profile.State.Version == version) return known;
        if (_describing is not { } running || running.Version != version) _describing = running = (version, ComputeProfileAsync(rows));
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
    public Task<SegmentHolding> MeasureAsync() => _rows.MeasureAsync();

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _rows.Forget();
        _merged.Clear();
        return profile.RecordExists ? profile.ClearStateAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        await _rows.ClearAsync();
        await ForgetAsync();
        DeactivateOnIdle();
    }

    private Task<SplitRows> SplitAsync(int parts)
    {
        var (rows, model) = GrainKeys.Split(this.GetPrimaryKeyString());
        return SplitRows.OfAsync(_rows, [.. Enumerable.Range(0, parts).Select(part => GrainFactory.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(rows, model, part)))]);
    }

    private Task<ModelAnswer> AskAsync(ModelQuestion question, SplitRows rows)
    {
        var kernel = kernels.For(question);
        return _merged.GetAsync(question, rows.Version, kernel.IsKept, () => kernel.Merge is { } merge ? merge(question, rows.Parts(scheduler)) : ComputeAsync(kernel, question, rows));
    }

    // Questions that come together share one gathering; it is not kept, since it takes as much memory as all parts.
    private async Task<ModelAnswer> ComputeAsync(ModelKernel kernel, ModelQuestion question, SplitRows rows)
    {
        var all = await _gathered.GetAsync(rows.Version, rows.Version, isKept: false, rows.GatherAsync);
        return await scheduler.RunAsync(all, columns => kernel.Answer(question, columns));
    }

    private async Task<ModelProfile> ComputeProfileAsync(SplitRows rows)
    {
        var version = rows.Version;
        var computed = (ModelProfile)await AskAsync(new ProfileQuestion(), rows);
        profile.State = new StoredProfile { Version = version, Profile = computed };
        await profile.WriteStateAsync();
        return computed;
    }
}
