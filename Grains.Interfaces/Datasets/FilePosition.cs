namespace LlmWorkload.Datasets;

/// <summary>Where the next record of a file starts.</summary>
/// <param name="Offset">Bytes of (decompressed) text before it.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Record">Records before it, accepted and rejected. Each request is one where the text has several together.</param>
/// <param name="Inside">How many requests of what starts there have been read, where it holds several.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.position")]
public readonly record struct FilePosition(
    [property: Id(0)] long Offset, [property: Id(1)] long Line, [property: Id(2)] long Record, [property: Id(3)] int Inside = 0);
