namespace LlmWorkload.Segments;

/// <summary>
/// One encoded segment on its way to a grain. Senders cut a chunk into parts of so few rows that a segment stays about 1 MB or less, since
/// one oversized request breaks its connection for the calls behind it.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.segment")]
public sealed record SegmentMessage([property: Id(0)] ChunkId Chunk, [property: Id(1)] byte[] Bytes);
