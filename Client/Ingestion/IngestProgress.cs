namespace LlmWorkload.Ingestion;

/// <summary>How far an ingestion is.</summary>
/// <param name="Rows">Rows stored.</param>
/// <param name="Bytes">Bytes of the files that were read or skipped.</param>
/// <param name="TotalBytes">Bytes of all files.</param>
internal readonly record struct IngestProgress(long Rows, long Bytes, long TotalBytes)
{
    /// <summary>The share of the files' bytes that is done, from 0 to 1.</summary>
    public double Share => TotalBytes <= 0 ? 0 : Math.Clamp((double)Bytes / TotalBytes, 0, 1);

    /// <summary>For example <c>ingest 12.5 of 190.0 MB, 66,012 rows, 35 MB/s</c>.</summary>
    /// <param name="seconds">How long it took so far.</param>
    public string Words(double seconds) => FormattableString.Invariant(
        $"ingest {Bytes / 1e6:N1} of {TotalBytes / 1e6:N1} MB, {Rows:N0} rows, {Bytes / 1e6 / Math.Max(seconds, 1e-9):N0} MB/s");
}
