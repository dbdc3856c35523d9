namespace LlmWorkload.Datasets;

/// <summary>
/// Says that every grain holds its part of a chunk. Recording a chunk that is already recorded changes nothing.
/// </summary>
/// <param name="File">Index of the file in its dataset.</param>
/// <param name="Number">Number of the chunk in the file, from 0.</param>
/// <param name="Models">Its rows per model.</param>
/// <param name="Rejected">Its rejected rows by reason.</param>
/// <param name="RejectedRows">The first of those.</param>
/// <param name="First">Its first instant in ticks; missing without rows.</param>
/// <param name="Last">Its last instant in ticks; missing without rows.</param>
/// <param name="Next">Where the next chunk starts.</param>
/// <param name="IsLast">Whether the file ends with it.</param>
[GenerateSerializer, Immutable, Alias("llmwl.chunk.done")]
public sealed record ChunkRecord(
    [property: Id(0)] int File,
    [property: Id(1)] int Number,
    [property: Id(2)] IReadOnlyList<ChunkModel> Models,
    [property: Id(3)] IReadOnlyDictionary<string, long> Rejected,
    [property: Id(4)] IReadOnlyList<RejectedRecord> RejectedRows,
    [property: Id(5)] long First,
    [property: Id(6)] long Last,
    [property: Id(7)] FilePosition Next,
    [property: Id(8)] bool IsLast);
