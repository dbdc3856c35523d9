namespace LlmWorkload.Datasets;

/// <summary>A model of a dataset.</summary>
/// <param name="Id">The id in the log.</param>
/// <param name="Name">Its display name; the id where none was given.</param>
/// <param name="Requests">Its rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.model")]
public sealed record CatalogModel([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] long Requests);

/// <summary>Where the next record of a file starts.</summary>
/// <param name="Offset">Bytes of (decompressed) text before it.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Record">Records before it, accepted and rejected.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.position")]
public readonly record struct FilePosition([property: Id(0)] long Offset, [property: Id(1)] long Line, [property: Id(2)] long Record);

/// <summary>A file of a dataset, as its ledger knows it.</summary>
/// <param name="Index">Position in the dataset; the order of files is input order.</param>
/// <param name="Name">File name without folders.</param>
/// <param name="Fingerprint">What identifies its content.</param>
/// <param name="Rows">Rows accepted so far.</param>
/// <param name="Rejected">Rows rejected so far, by reason.</param>
/// <param name="NextChunk">The first chunk that is not known to be stored everywhere.</param>
/// <param name="NextPosition">Where that chunk starts; null for the start of the file.</param>
/// <param name="Complete">Whether the whole file is in.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.file")]
public sealed record CatalogFile(
    [property: Id(0)] int Index,
    [property: Id(1)] string Name,
    [property: Id(2)] string Fingerprint,
    [property: Id(3)] long Rows,
    [property: Id(4)] IReadOnlyDictionary<string, long> Rejected,
    [property: Id(5)] int NextChunk,
    [property: Id(6)] FilePosition? NextPosition,
    [property: Id(7)] bool Complete);

/// <summary>A dataset as its catalog knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What was fixed at its creation.</param>
/// <param name="Version">Moves with every change of its rows or names.</param>
/// <param name="Rows">Rows accepted, all files.</param>
/// <param name="Models">By requests, descending, then by id.</param>
/// <param name="Files">In input order.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog")]
public sealed record DatasetCatalog(
    [property: Id(0)] string Name,
    [property: Id(1)] DatasetOptions Options,
    [property: Id(2)] long Version,
    [property: Id(3)] long Rows,
    [property: Id(4)] IReadOnlyList<CatalogModel> Models,
    [property: Id(5)] IReadOnlyList<CatalogFile> Files,
    [property: Id(6)] long First,
    [property: Id(7)] long Last);

/// <summary>What a client asks to be added to a dataset.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.file.offer")]
public sealed record FileOffer([property: Id(0)] string Name, [property: Id(1)] string Fingerprint);

/// <summary>A row that was not taken.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.rejected")]
public sealed record RejectedRecord(
    [property: Id(0)] string File,
    [property: Id(1)] long Line,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Raw);

/// <summary>The rows that a chunk holds of one model.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.chunk.model")]
public sealed record ChunkModel([property: Id(0)] string Id, [property: Id(1)] long Rows);

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
