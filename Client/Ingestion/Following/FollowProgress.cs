namespace LlmWorkload.Ingestion;

/// <summary>How far the following of logs is.</summary>
/// <param name="Rows">Rows stored since it began.</param>
/// <param name="Bytes">Bytes of the files that are stored, from their beginnings.</param>
/// <param name="TotalBytes">Bytes of whole lines that are written.</param>
/// <param name="SinceLast">How long ago the last request that is stored started; null where none is.</param>
/// <param name="Commits">How many times something was stored.</param>
internal readonly record struct FollowProgress(long Rows, long Bytes, long TotalBytes, TimeSpan? SinceLast, long Commits)
{
    /// <summary>Bytes of whole lines that are written and not stored.</summary>
    public long BehindBytes => TotalBytes - Bytes;

    /// <summary>For example <c>12,345 rows, 0.2 MB behind, last request started 3.1 s ago</c>.</summary>
    public string Words() => FormattableString.Invariant($"{Rows:N0} rows, {BehindBytes / 1e6:N1} MB behind")
        + (SinceLast is { } time ? FormattableString.Invariant($", last request started {time.TotalSeconds:N1} s ago") : "");
}
