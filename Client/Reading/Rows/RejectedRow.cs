using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>A row that was not read, and why.</summary>
/// <param name="Path">The path of the file as it was given.</param>
/// <param name="Record">What the dataset is told of it.</param>
/// <param name="Reason">The first check that failed.</param>
/// <param name="Found">What stands where the fault is: the column and its value, or the number of fields.</param>
internal sealed record RejectedRow(string Path, RejectedRecord Record, RejectReason Reason, string Found)
{
    /// <summary>The line the record starts on; the first line of the file is 1.</summary>
    public long Line => Record.Line;

    /// <summary>Where it is, what was found, what was expected, and the row, in words.</summary>
    public string Words => $"{Path}:{Line}: {Found}; expected {Reason.Expected}. The row: {Raw}";

    /// <summary>How many lines the record spans.</summary>
    public long Lines => Record.Lines;

    /// <summary>
    /// The record as it stands in the file without its line break: at most 1,000 characters, then <c>…</c> when it was cut.
    /// </summary>
    public string Raw => Record.Raw;
}
