using LlmWorkload.Columns;
using LlmWorkload.Placement;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>The users of one partition; see <see cref="IUserPartitionGrain"/>.</summary>
[SpreadPlacement]
internal sealed class UserPartitionGrain(
    SegmentStore store,
    KernelRegistry kernels,
    KernelScheduler scheduler) : Grain, IUserPartitionGrain
{
    private readonly AnswerCache<PartitionQuestion, PartitionAnswer> _answers = new(scheduler, store.Memory);
    private UserTexts _texts = new();
    private SegmentLog _log = null!;
    private RecordedSegments _recorded = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _log = store.LogOf(this.GetGrainId(), "p");
        _recorded = new RecordedSegments(_log);
        await _log.LoadAsync(segment => _texts.Add(UserTexts.Of(segment.Open())));
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _log.Leave();
        _answers.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AppendAsync(SegmentMessage segment)
    {
        var texts = UserTexts.Of(SegmentReader.Open(segment.Bytes));
        _texts.Check(texts);
        if (await _log.AppendAsync(segment)) _texts.Add(texts);
    }

    /// <inheritdoc/>
    public async Task<PartitionAnswer> AskAsync(PartitionQuestion question, SegmentView view)
    {
        var segments = await _recorded.OfAsync(view);
        var texts = _texts.IdByHash;
        var kernel = kernels.For(question);
        return await _answers.GetAsync(
            question, segments, view.Filter, kernel.IsKept, columns => kernel.Answer(question, new PartitionColumns(columns, texts)));
    }

    /// <inheritdoc/>
    public async Task<UserRows?> ReadUserAsync(string user, long hashSeed, SegmentView view)
    {
        var segments = await _recorded.OfAsync(view);
        var hash = IdHash.Of(user, hashSeed);
        if (!_texts.IdByHash.TryGetValue(hash, out var known) || known != user) return null;
        return await _answers.ComputeAsync(segments, view.Filter, columns => UserRowsKernel.Read(columns, hash, view.Chunks.Version));
    }

    /// <inheritdoc/>
    public Task<SegmentHolding> MeasureAsync(RecordedChunks? chunks) => Task.FromResult(_recorded.Measure(chunks));

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _answers.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(SegmentView view)
    {
        await _recorded.ClearAsync(view);
        _answers.Clear();
        _texts = new UserTexts();
        DeactivateOnIdle();
    }
}
