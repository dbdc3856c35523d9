namespace LlmWorkload.Reading;

/// <summary>A row that was not read, and why.</summary>
/// <param name="File">The path of the file as it was given.</param>
/// <param name="Line">The line the record starts on; the first line of the file is 1.</param>
/// <param name="Reason">The first check that failed.</param>
/// <param name="Raw">The record as it stands in the file without its line break: at most 1,000 characters, then <c>…</c> when it was cut.</param>
public sealed record RejectedRow(string File, long Line, RejectReason Reason, string Raw);
