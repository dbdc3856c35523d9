using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>How often each number occurs.</summary>
/// <param name="Values">The distinct numbers, ascending, as <see cref="PackedIntegers"/>.</param>
/// <param name="Counts">How often each occurs, alike.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.frequencies")]
public sealed record PoolFrequencies([property: Id(0)] byte[] Values, [property: Id(1)] byte[] Counts);
