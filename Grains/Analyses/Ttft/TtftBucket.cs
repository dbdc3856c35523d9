using LlmWorkload.Analyses;

namespace LlmWorkload.Kernels;

/// <summary>The time to first token of the requests whose input tokens lie in a range.</summary>
/// <param name="From">Fewest input tokens, included; a multiple of 1,000.</param>
/// <param name="To">Most input tokens, excluded; a multiple of 1,000.</param>
/// <param name="Ttft">Statistics of the time to first token, seconds.</param>
[GenerateSerializer, Immutable, Alias("llmwl.ttft.bucket")]
internal sealed record TtftBucket([property: Id(0)] long From, [property: Id(1)] long To, [property: Id(2)] Statistics Ttft);
