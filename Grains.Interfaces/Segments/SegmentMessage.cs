namespace LlmWorkload.Segments;

/// <summary>
/// One encoded segment on its way to a grain. Senders cut the rows of a chunk into pieces, so that a segment has about 1 MB or less. One
/// request that is too large breaks its connection, and the calls behind it fail.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.segment")]
public sealed record SegmentMessage([property: Id(0)] ChunkId Chunk, [property: Id(1)] byte[] Bytes);
