namespace LlmWorkload.Reading;

/// <summary>A row that was not read, and why.</summary>
/// <param name="File">The path of the file as it was given.</param>
/// <param name="Line">The line the record starts on; the first line of the file is 1.</param>
/// <param name="Reason">The first check that failed.</param>
/// <param name="Lines">How many lines the record spans.</param>
/// <param name="Raw">The record as it stands in the file without its line break: at most 1,000 characters, then <c>…</c> when it was cut.</param>
/// <param name="Found">What stands where the fault is: the column and its value, or the number of fields.</param>
public sealed record RejectedRow(string File, long Line, RejectReason Reason, long Lines, string Raw, string Found);
