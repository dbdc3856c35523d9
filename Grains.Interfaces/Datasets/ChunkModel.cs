namespace LlmWorkload.Datasets;

/// <summary>The rows that a chunk holds of one model.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.chunk.model")]
public sealed record ChunkModel([property: Id(0)] string Id, [property: Id(1)] long Rows);
