using System.Collections.Immutable;
using Orleans.Storage;

namespace LlmWorkload.Segments;

/// <summary>
/// The segments of a grain's log that questions are about: all segments of recorded chunks, and no others. A log that lacks some is read
/// again. If storage lacks them too, the question is refused: fewer rows make a wrong answer.
/// </summary>
/// <remarks>To be used from grain turns only.</remarks>
internal sealed class RecordedSegments(SegmentLog log)
{
    private ImmutableList<StoredSegment> _all = [];
    private ImmutableList<StoredSegment> _kept = [];
    private SegmentCount _count;
    private long _version;

    /// <summary>The segments of a view. As long as they are the same, the list is the same object.</summary>
    /// <exception cref="WorkloadException">Some are lost.</exception>
    /// <exception cref="InconsistentStateException">
    /// They are in storage, where another activation put them. The next activation of the grain finds them.
    /// </exception>
    public ValueTask<ImmutableList<StoredSegment>> OfAsync(SegmentView view)
    {
        if (_version != view.Chunks.Version || _all != log.Segments) Keep(view.Chunks);
        return view.Held is { } held && held != _count ? RefuseAsync(view.Chunks, held) : ValueTask.FromResult(_kept);
    }

    /// <summary>How much of the log is in memory.</summary>
    /// <param name="chunks">The chunks that count; null for all.</param>
    public SegmentHolding Measure(RecordedChunks? chunks)
    {
        var segments = chunks is null ? log.Segments : Of(log.Segments, chunks);
        var (count, rows) = Count(segments);
        return new SegmentHolding(count, rows, segments.Sum(segment => (long)segment.Length));
    }

    /// <summary>Removes the log.</summary>
    /// <param name="view">What it must hold. Where some of that is lost, records behind a missing record are looked for.</param>
    public async Task ClearAsync(SegmentView view)
    {
        await log.LoadAsync();
        var isWhole = view.Held is not { } held || held == Count(Of(log.Segments, view.Chunks));
        await log.ClearAsync(isWhole ? 0 : view.Held!.Value.Segments);
    }

    private static ImmutableList<StoredSegment> Of(ImmutableList<StoredSegment> segments, RecordedChunks chunks) =>
        segments.TrueForAll(segment => chunks.Has(segment.Chunk)) ? segments : segments.RemoveAll(segment => !chunks.Has(segment.Chunk));

    private static SegmentCount Count(ImmutableList<StoredSegment> segments) =>
        new(segments.Count, segments.Sum(segment => (long)segment.Rows));

    // Answers are kept by the list of segments, so the list stays the same object where it can.
    private void Keep(RecordedChunks chunks)
    {
        (_version, _all) = (chunks.Version, log.Segments);
        var kept = Of(_all, chunks);
        if (!kept.SequenceEqual(_kept, ReferenceEqualityComparer.Instance)) (_kept, _count) = (kept, Count(kept));
    }

    private async ValueTask<ImmutableList<StoredSegment>> RefuseAsync(RecordedChunks chunks, SegmentCount held)
    {
        var stored = await log.ReadAgainAsync();
        var found = Count(Of(stored, chunks));
        throw found == held ? new InconsistentStateException("Another activation appended to the grain's log.") : LostRows.Of(
            log.Owner, held, found);
    }
}
