using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>The latency of a model's requests and the load under which each ran, ordered by start; all of one length.</summary>
/// <param name="length">How many requests.</param>
/// <param name="scratch">Memory for them.</param>
internal readonly ref struct LatencyLoad(int length, Scratch scratch)
{
    /// <summary>Time per output token after the first, seconds; above 0.</summary>
    public Span<double> Tpot { get; } = scratch.Rent<double>(length);

    /// <summary>Time to first token, ticks; above 0.</summary>
    public Span<long> Ttft { get; } = scratch.Rent<long>(length);

    /// <summary>Requests per second over the window that ends at the request.</summary>
    public Span<double> RequestRate { get; } = scratch.Rent<double>(length);

    /// <summary>Input and output tokens per second over the same window.</summary>
    public Span<double> TokenRate { get; } = scratch.Rent<double>(length);
}
