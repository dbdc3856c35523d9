using LlmWorkload.Datasets;

namespace LlmWorkload.Ingestion;

/// <summary>What an ingestion came to.</summary>
/// <param name="Catalog">The dataset afterwards.</param>
/// <param name="AddedRows">Rows that this ingestion added.</param>
/// <param name="SkippedFiles">Files that were in already.</param>
/// <param name="ResumedFiles">Files that were in partly.</param>
/// <param name="Seconds">Elapsed time.</param>
/// <param name="SentBytes">Bytes of segments sent.</param>
public sealed record IngestResult(
    DatasetCatalog Catalog,
    long AddedRows,
    IReadOnlyList<string> SkippedFiles,
    IReadOnlyList<string> ResumedFiles,
    double Seconds,
    long SentBytes);
