namespace LlmWorkload.Ingestion;

/// <summary>How far an ingestion is.</summary>
/// <param name="Rows">Rows stored.</param>
/// <param name="Bytes">Bytes of the files that were read or skipped.</param>
/// <param name="TotalBytes">Bytes of all files.</param>
internal readonly record struct IngestProgress(long Rows, long Bytes, long TotalBytes);
