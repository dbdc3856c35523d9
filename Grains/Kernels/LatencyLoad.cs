namespace LlmWorkload.Kernels;

/// <summary>The latency of a model's requests and the load under which each ran, ordered by start; all of one length.</summary>
/// <param name="Tpot">Time per output token after the first, seconds; above 0.</param>
/// <param name="Ttft">Time to first token, ticks; above 0.</param>
/// <param name="RequestRate">Requests per second over the window that ends at the request.</param>
/// <param name="TokenRate">Input and output tokens per second over the same window.</param>
public sealed record LatencyLoad(double[] Tpot, long[] Ttft, double[] RequestRate, double[] TokenRate);
