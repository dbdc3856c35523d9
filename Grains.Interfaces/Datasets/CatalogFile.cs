namespace LlmWorkload.Datasets;

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
