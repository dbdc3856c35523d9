namespace LlmWorkload.Questions;

/// <summary>A model or a user among those with the most of something.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its display name; of a user the id.</param>
/// <param name="Requests">Its requests.</param>
/// <param name="Tokens">Its input and output tokens.</param>
[GenerateSerializer, Immutable, Alias("llmwl.summary.entry")]
public sealed record SummaryEntry(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] long Requests, [property: Id(3)] Int128 Tokens);
