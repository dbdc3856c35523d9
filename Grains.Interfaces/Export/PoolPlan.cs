namespace LlmWorkload.Export;

/// <summary>The clients of a pool, and the time that it spans.</summary>
/// <param name="First">The first start of the model in UTC ticks; missing without rows.</param>
/// <param name="Last">The last one.</param>
/// <param name="Rows">The rows of the model.</param>
/// <param name="Clients">The clients by requests, descending, then by the user's id.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.plan")]
public sealed record PoolPlan(
    [property: Id(0)] long First,
    [property: Id(1)] long Last,
    [property: Id(2)] long Rows,
    [property: Id(3)] IReadOnlyList<PoolClient> Clients);
