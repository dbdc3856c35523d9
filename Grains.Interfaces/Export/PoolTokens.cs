namespace LlmWorkload.Export;

/// <summary>The token counts of a client's requests over six hours, of those that have both counts.</summary>
/// <param name="Start">When the six hours begin, in UTC ticks.</param>
/// <param name="Input">The distribution of input tokens.</param>
/// <param name="Output">The distribution of output tokens.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.tokens")]
public sealed record PoolTokens(
    [property: Id(0)] long Start, [property: Id(1)] PoolFrequencies Input, [property: Id(2)] PoolFrequencies Output);
