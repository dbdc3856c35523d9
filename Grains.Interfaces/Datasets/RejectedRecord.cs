namespace LlmWorkload.Datasets;

/// <summary>A row that was not taken.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line on which its record starts.</param>
/// <param name="Reason">Why it was not taken.</param>
/// <param name="Raw">Its text.</param>
/// <param name="Lines">The lines that its record spans.</param>
[GenerateSerializer, Immutable, Alias("llmwl.rejected")]
public sealed record RejectedRecord(
    [property: Id(0)] string File,
    [property: Id(1)] long Line,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Raw,
    [property: Id(4)] long Lines = 1);
