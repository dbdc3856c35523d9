namespace LlmWorkload.Users;

/// <summary>The requests of a user to one model.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.user.model")]
public sealed record UserModel([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] long Requests);
