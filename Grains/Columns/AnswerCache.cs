using System.Collections.Immutable;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The answers of one grain, by question and filter, as long as its rows stay the same. Two identical questions in flight share one
/// computation. It runs off the grain's scheduler, so that the grain's turns stay short.
/// </summary>
/// <param name="scheduler">Where computations run.</param>
/// <param name="memory">Room for answers.</param>
/// <remarks>To be used from grain turns only.</remarks>
internal sealed class AnswerCache<TQuestion, TAnswer>(KernelScheduler scheduler, HeldMemory memory)
    where TQuestion : notnull
{
    private readonly FilteredMemo<TQuestion, TAnswer> _answers = new(memory);
    private ImmutableList<StoredSegment> _segments = [];
    private OpenedSegments _opened = new([]);

    /// <summary>The answer to a question from segments: a kept one, one being computed, or a new one.</summary>
    /// <param name="question">The question.</param>
    /// <param name="segments">The grain's segments as they are now.</param>
    /// <param name="filter">Which of their rows it is about; null for all.</param>
    /// <param name="isKept">Whether the answer is kept once it is there. A failed computation is never kept.</param>
    /// <param name="compute">Computes the answer from the columns, which exist only while it runs.</param>
    public Task<TAnswer> GetAsync(
        TQuestion question, ImmutableList<StoredSegment> segments, RowFilter? filter, bool isKept,
        Func<SegmentColumns, TAnswer> compute) =>
        _answers.GetAsync(question, filter, segments, isKept, () => ComputeAsync(segments, filter, compute));

    /// <summary>Computes something that is not shared with other questions.</summary>
    public Task<T> ComputeAsync<T>(ImmutableList<StoredSegment> segments, RowFilter? filter, Func<SegmentColumns, T> compute) =>
        scheduler.RunAsync(Open(segments), filter, compute);

    /// <summary>Forgets every answer.</summary>
    public void Clear() => _answers.Clear();

    private OpenedSegments Open(ImmutableList<StoredSegment> segments)
    {
        if (_segments == segments) return _opened;
        _segments = segments;
        return _opened = new OpenedSegments(segments);
    }
}
