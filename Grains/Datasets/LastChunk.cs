namespace LlmWorkload.Datasets;

/// <summary>The last chunk of a file that ended inside a line, and what is needed to take the chunk back.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Before">The file's entry before it, without marks.</param>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.lastchunk")]
internal sealed record LastChunk([property: Id(0)] ChunkRecord Chunk, [property: Id(1)] FileLedger Before);
