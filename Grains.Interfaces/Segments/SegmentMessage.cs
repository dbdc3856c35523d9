namespace LlmWorkload.Segments;

/// <summary>
/// One encoded segment on its way to a grain. At most <see cref="MostBytes"/> long, since one oversized request breaks its connection
/// for the calls behind it.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.segment")]
public sealed record SegmentMessage([property: Id(0)] ChunkId Chunk, [property: Id(1)] byte[] Bytes)
{
    /// <summary>The most bytes that a sender puts into one segment.</summary>
    public const int MostBytes = 1 << 20;
}
