namespace LlmWorkload.Segments;

/// <summary>Which of its segments a grain is asked about: those of recorded chunks, whatever else it holds.</summary>
/// <param name="Chunks">The recorded chunks.</param>
/// <param name="Held">How many segments the grain must hold of them, and their rows; null where that is not known.</param>
[GenerateSerializer, Immutable, Alias("llmwl.segment.view")]
public sealed record SegmentView([property: Id(0)] RecordedChunks Chunks, [property: Id(1)] SegmentCount? Held);
