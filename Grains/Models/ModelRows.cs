using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>Rows of a model in one grain: a log of segments, and the answers computed from it.</summary>
/// <remarks>To be used from grain turns only.</remarks>
internal sealed class ModelRows
{
    private readonly KernelRegistry _kernels;
    private readonly SegmentLog _log;
    private readonly RecordedSegments _recorded;
    private readonly AnswerCache<ModelQuestion, ModelAnswer> _answers;

    /// <summary>The rows of a grain. They are not loaded yet.</summary>
    public ModelRows(SegmentStore store, GrainId owner, string recordPrefix, KernelRegistry kernels, KernelScheduler scheduler)
    {
        _kernels = kernels;
        _log = store.LogOf(owner, recordPrefix);
        _answers = new AnswerCache<ModelQuestion, ModelAnswer>(scheduler, store.Memory);
        _recorded = new RecordedSegments(_log);
    }

    /// <summary>Reads the log from storage.</summary>
    public Task LoadAsync() => _log.LoadAsync();

    /// <summary>Appends a segment and returns when it is stored. A segment whose chunk the log already holds has no effect.</summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    public Task AppendAsync(SegmentMessage segment)
    {
        SegmentReader.Open(segment.Bytes);
        return _log.AppendAsync(segment);
    }

    /// <summary>The segments of a view, in the order in which they were stored.</summary>
    /// <exception cref="WorkloadException">Some are lost.</exception>
    public ValueTask<ImmutableList<StoredSegment>> SegmentsAsync(SegmentView view) => _recorded.OfAsync(view);

    /// <summary>Answers a question from the rows of a view.</summary>
    /// <exception cref="WorkloadException">Some are lost.</exception>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, SegmentView view) =>
        await AskAsync(question, await SegmentsAsync(view), view.Filter);

    /// <summary>Answers a question from segments. As long as they are the same, they must be the same list.</summary>
    public Task<ModelAnswer> AskAsync(ModelQuestion question, ImmutableList<StoredSegment> segments, RowFilter? filter)
    {
        var kernel = _kernels.For(question);
        return _answers.GetAsync(question, segments, filter, kernel.IsKept, columns => kernel.Answer(question, columns));
    }

    /// <summary>How much is held in memory of the chunks that count.</summary>
    public SegmentHolding Measure(RecordedChunks? chunks) => _recorded.Measure(chunks);

    /// <summary>Gives the memory of the rows and answers back, when the grain ends.</summary>
    public void Leave()
    {
        _log.Leave();
        _answers.Clear();
    }

    /// <summary>Forgets the answers.</summary>
    public void Forget() => _answers.Clear();

    /// <summary>Removes rows and answers.</summary>
    public Task ClearAsync(SegmentView view)
    {
        Forget();
        return _recorded.ClearAsync(view);
    }
}
