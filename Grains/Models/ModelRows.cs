using System.Collections.Immutable;
using LlmWorkload.Answers;
using LlmWorkload.Segments;
using Orleans.Storage;

namespace LlmWorkload.Models;

/// <summary>Rows of a model in one grain: a log of segments, and the answers computed from it.</summary>
/// <remarks>To be used from grain turns only.</remarks>
internal sealed class ModelRows(IGrainStorage storage, GrainId owner, string recordPrefix, KernelRegistry kernels, KernelScheduler scheduler)
{
    private readonly SegmentLog _log = new(storage, owner, recordPrefix);
    private readonly AnswerCache<ModelQuestion, ModelAnswer> _answers = new(scheduler);

    /// <summary>The segments, in the order in which they were stored.</summary>
    public ImmutableList<SegmentMessage> Segments => _log.Segments;

    /// <summary>Reads the log from storage.</summary>
    public Task LoadAsync() => _log.LoadAsync();

    /// <summary>Appends a segment and returns when it is stored. One whose chunk the log already holds has no effect.</summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    public Task AppendAsync(SegmentMessage segment)
    {
        SegmentReader.Open(segment.Bytes);
        return _log.AppendAsync(segment);
    }

    /// <summary>Answers a question from all rows.</summary>
    public Task<ModelAnswer> AskAsync(ModelQuestion question)
    {
        var kernel = kernels.For(question);
        return _answers.GetAsync(question, Segments, kernel.IsKept, columns => kernel.Answer(question, columns));
    }

    /// <summary>Answers a question from the first segments.</summary>
    /// <exception cref="WorkloadException">There are fewer: the rows were removed.</exception>
    public Task<ModelAnswer> AskAsync(ModelQuestion question, int segments)
    {
        if (segments == Segments.Count) return AskAsync(question);
        var kernel = kernels.For(question);
        return scheduler.RunAsync(new OpenedSegments(First(segments)), columns => kernel.Answer(question, columns));
    }

    /// <summary>The first segments.</summary>
    /// <exception cref="WorkloadException">There are fewer: the rows were removed.</exception>
    public ImmutableList<SegmentMessage> First(int segments) => segments <= Segments.Count
        ? Segments.GetRange(0, segments)
        : throw new WorkloadException("The rows of the model were removed while a question about them was being answered.");

    /// <summary>How much is held.</summary>
    public Task<SegmentHolding> MeasureAsync() => _answers.MeasureAsync(Segments);

    /// <summary>Forgets the answers.</summary>
    public void Forget() => _answers.Clear();

    /// <summary>Removes rows and answers.</summary>
    public Task ClearAsync()
    {
        Forget();
        return _log.ClearAsync();
    }
}
