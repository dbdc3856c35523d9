namespace LlmWorkload.Export;

/// <summary>A client of a pool.</summary>
/// <param name="Hash">The hash of the user.</param>
/// <param name="User">The user's id.</param>
/// <param name="Requests">All requests of the user to the model.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.client")]
public sealed record PoolClient([property: Id(0)] ulong Hash, [property: Id(1)] string User, [property: Id(2)] long Requests);
