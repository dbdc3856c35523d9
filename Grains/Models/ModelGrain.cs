using LlmWorkload.Answers;
using LlmWorkload.Segments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Models;

/// <summary>One model of a dataset; see <see cref="IModelGrain"/>.</summary>
public sealed class ModelGrain(
    [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage,
    [PersistentState("m-profile", StorageNames.Provider)] IPersistentState<StoredProfile> profile,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IModelGrain
{
    private readonly AnswerCache<ModelQuestion, ModelAnswer> _answers = new(scheduler);
    private SegmentLog _log = null!;
    private (long Version, Task<ModelProfile> Profile)? _describing;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _log = new SegmentLog(storage, this.GetGrainId(), "m");
        return _log.LoadAsync();
    }

    /// <inheritdoc/>
    public Task AppendAsync(SegmentMessage segment)
    {
        SegmentReader.Open(segment.Bytes);
        return _log.AppendAsync(segment);
    }

    /// <inheritdoc/>
    public Task<ModelAnswer> AskAsync(ModelQuestion question)
    {
        var kernel = kernels.For(question);
        return _answers.GetAsync(question, _log.Segments, kernel.IsKept, columns => kernel.Answer(question, columns));
    }

    /// <inheritdoc/>
    public async Task<ModelProfile> DescribeAsync()
    {
        var version = _log.Version;
        if (profile.State is { Profile: { } known } && profile.State.Version == version) return known;
        if (_describing is not { } running || running.Version != version) _describing = running = (version, ComputeProfileAsync(version));
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
    public Task ForgetAsync()
    {
        _answers.Clear();
        return profile.RecordExists ? profile.ClearStateAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        await _log.ClearAsync();
        await ForgetAsync();
        DeactivateOnIdle();
    }

    private async Task<ModelProfile> ComputeProfileAsync(long version)
    {
        var computed = (ModelProfile)await AskAsync(new ProfileQuestion());
        profile.State = new StoredProfile { Version = version, Profile = computed };
        await profile.WriteStateAsync();
        return computed;
    }
}
