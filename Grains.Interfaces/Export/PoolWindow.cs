namespace LlmWorkload.Export;

/// <summary>Ten minutes of a client with ten requests or more.</summary>
/// <param name="Start">When it begins, in UTC ticks.</param>
/// <param name="Requests">The requests in it.</param>
/// <param name="Cv">
/// The coefficient of variation (of the population) of the times between its requests, each raised to at least a millisecond.
/// </param>
/// <param name="IsWeibull">Whether these times are described by a Weibull law, and not by a gamma law.</param>
/// <param name="Shape">The shape of the law.</param>
/// <param name="Scale">Its scale in seconds.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.window")]
public readonly record struct PoolWindow(
    [property: Id(0)] long Start,
    [property: Id(1)] long Requests,
    [property: Id(2)] double Cv,
    [property: Id(3)] bool IsWeibull,
    [property: Id(4)] double Shape,
    [property: Id(5)] double Scale);
