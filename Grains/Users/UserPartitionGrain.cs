using LlmWorkload.Answers;
using LlmWorkload.Placement;
using LlmWorkload.Segments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Users;

/// <summary>The users of one partition; see <see cref="IUserPartitionGrain"/>.</summary>
[SpreadPlacement]
public sealed class UserPartitionGrain(
    [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IUserPartitionGrain
{
    private readonly AnswerCache<PartitionQuestion, PartitionAnswer> _answers = new(scheduler);
    private UserTexts _texts = new();
    private SegmentLog _log = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _log = new SegmentLog(storage, this.GetGrainId(), "p");
        await _log.LoadAsync();
        foreach (var segment in _log.Segments) _texts.Add(UserTexts.Of(segment));
    }

    /// <inheritdoc/>
    public async Task AppendAsync(SegmentMessage segment)
    {
        var texts = UserTexts.Of(segment);
        _texts.Check(texts);
        if (await _log.AppendAsync(segment)) _texts.Add(texts);
    }

    /// <inheritdoc/>
    public Task<PartitionAnswer> AskAsync(PartitionQuestion question)
    {
        var texts = _texts.Snapshot;
        var kernel = kernels.For(question);
        return _answers.GetAsync(question, _log.Segments, kernel.IsKept, columns => kernel.Answer(question, new PartitionColumns(columns, texts)));
    }

    /// <inheritdoc/>
    public async Task<UserRows?> ReadUserAsync(string user, long hashSeed)
    {
        var hash = IdHash.Of(user, hashSeed);
        if (!_texts.Snapshot.TryGetValue(hash, out var known) || known != user) return null;
        var version = _log.Version;
        return await _answers.ComputeAsync(_log.Segments, columns => UserRowsKernel.Read(columns, hash, version));
    }

    /// <inheritdoc/>
    public Task<SegmentHolding> MeasureAsync() => _answers.MeasureAsync(_log.Segments);

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _answers.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        await _log.ClearAsync();
        _answers.Clear();
        _texts = new UserTexts();
        DeactivateOnIdle();
    }
}
