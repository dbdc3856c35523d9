using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Mean rates over equal steps of the clock, in the order of time.</summary>
/// <param name="PackedStarts">The first second of each step, counted from 0001-01-01, bit-packed; see <see cref="Starts"/>.</param>
/// <param name="Prefill">Mean input tokens per second of each.</param>
/// <param name="Decode">Mean output tokens per second of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.throughput.series")]
internal sealed record ThroughputSeries(
    [property: Id(0)] byte[] PackedStarts, [property: Id(1)] double[] Prefill, [property: Id(2)] double[] Decode)
{
    /// <summary>The first second of each step, counted from 0001-01-01.</summary>
    public long[] Starts() => PackedIntegers.Decode(PackedStarts);
}
