namespace LlmWorkload.Segments;

/// <summary>The segments that a grain is asked about: those of the recorded chunks. The grain may hold others.</summary>
/// <param name="Chunks">The recorded chunks.</param>
/// <param name="Held">How many segments of these chunks the grain must hold, and their rows; null where that is not known.</param>
/// <param name="Filter">Which of their rows count; null for all.</param>
[GenerateSerializer, Immutable, Alias("llmwl.segment.view")]
public sealed record SegmentView(
    [property: Id(0)] RecordedChunks Chunks, [property: Id(1)] SegmentCount? Held, [property: Id(2)] RowFilter? Filter = null);
