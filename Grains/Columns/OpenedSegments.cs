using System.Collections.Immutable;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The segments of a log at one moment. Each segment is opened once, and checked against its checksum once, however many questions are
/// asked.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class OpenedSegments(ImmutableList<SegmentMessage> segments)
{
    private readonly Lazy<SegmentReader[]> _readers = new(
        () => [.. segments.OrderBy(segment => segment.Chunk).Select(segment => SegmentReader.Open(segment.Bytes))],
        LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Their rows as columns, for one computation.</summary>
    /// <exception cref="SegmentFormatException">One of the segments is damaged.</exception>
    public SegmentColumns Columns() => new(_readers.Value);
}
