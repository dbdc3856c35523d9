namespace LlmWorkload.Segments;

/// <summary>Chunks of a file with numbers that follow one another.</summary>
/// <param name="File">Index of the file in its dataset.</param>
/// <param name="From">The first number.</param>
/// <param name="End">The number that follows the last one.</param>
[GenerateSerializer, Immutable, Alias("llmwl.chunk.range")]
public readonly record struct ChunkRange([property: Id(0)] int File, [property: Id(1)] int From, [property: Id(2)] int End);
