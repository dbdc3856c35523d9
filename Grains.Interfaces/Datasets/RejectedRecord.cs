namespace LlmWorkload.Datasets;

/// <summary>A row that was not taken.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.rejected")]
public sealed record RejectedRecord(
    [property: Id(0)] string File,
    [property: Id(1)] long Line,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Raw);
