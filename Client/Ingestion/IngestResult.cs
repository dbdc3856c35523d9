using LlmWorkload.Datasets;

namespace LlmWorkload.Ingestion;

/// <summary>What an ingestion came to.</summary>
/// <param name="Catalog">The dataset afterwards.</param>
/// <param name="AddedRows">Rows that this ingestion added.</param>
/// <param name="SkippedFiles">Files that were in already.</param>
/// <param name="ResumedFiles">Files that were in partly.</param>
/// <param name="Copies">Files of the same content, which counts once.</param>
/// <param name="Seconds">Elapsed time.</param>
public sealed record IngestResult(
    DatasetCatalog Catalog,
    long AddedRows,
    IReadOnlyList<string> SkippedFiles,
    IReadOnlyList<string> ResumedFiles,
    IReadOnlyList<IReadOnlyList<string>> Copies,
    double Seconds);
