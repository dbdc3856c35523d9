namespace LlmWorkload.Users;

/// <summary>A user and the count of requests and of distinct models.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.user.count")]
public sealed record UserCount([property: Id(0)] string User, [property: Id(1)] long Requests, [property: Id(2)] long Models);
