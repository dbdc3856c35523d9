using System.Collections.Immutable;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The segments of a log at one moment, in input order, and which of their rows filters keep.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class OpenedSegments(ImmutableList<StoredSegment> segments)
{
    private readonly Lazy<ISegmentRows[]> _ordered = new(
        () => [.. segments.OrderBy(segment => segment.Chunk)], LazyThreadSafetyMode.ExecutionAndPublication);

    // What a filter keeps takes a bit a row. Questions of one scope come together, and those of two are compared.
    private const int MostFilters = 2;

    private readonly OrderedDictionary<RowFilter, Lazy<KeptSegment[]>> _filtered = [];

    /// <summary>Their encoded bytes.</summary>
    public long Bytes { get; } = segments.Sum(segment => (long)segment.Length);

    /// <summary>Segments that were sent.</summary>
    public static OpenedSegments Of(IEnumerable<SegmentMessage> segments) =>
        new([.. segments.Select(segment => new StoredSegment(segment))]);

    /// <summary>Their rows as columns, for one computation.</summary>
    /// <param name="filter">Which rows; null for all.</param>
    /// <exception cref="SegmentFormatException">One of the segments is damaged.</exception>
    public SegmentColumns Columns(RowFilter? filter = null) => filter is null ? new(_ordered.Value) : SegmentColumns.Of(Kept(filter).Value);

    private Lazy<KeptSegment[]> Kept(RowFilter filter)
    {
        lock (_filtered)
        {
            if (!_filtered.Remove(filter, out var kept))
                kept = new Lazy<KeptSegment[]>(() => KeptSegment.Of(_ordered.Value, filter), LazyThreadSafetyMode.ExecutionAndPublication);
            _filtered.Add(filter, kept);
            if (_filtered.Count > MostFilters) _filtered.RemoveAt(0);
            return kept;
        }
    }
}
