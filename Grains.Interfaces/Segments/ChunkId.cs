namespace LlmWorkload.Segments;

/// <summary>
/// Names one delivery of rows to one grain: the file's index in its dataset, the chunk's number in that file, and the piece (0 unless the
/// rows of a chunk are too many for one message). The order of chunk ids is input order.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.chunk")]
public readonly record struct ChunkId(
    [property: Id(0)] int File,
    [property: Id(1)] int Number,
    [property: Id(2)] int Piece) : IComparable<ChunkId>
{
    /// <inheritdoc/>
    public int CompareTo(ChunkId other) => (File, Number, Piece).CompareTo((other.File, other.Number, other.Piece));
}
