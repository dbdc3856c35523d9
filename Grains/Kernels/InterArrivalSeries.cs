namespace LlmWorkload.Kernels;

/// <summary>Inter-arrival times in the order of their later requests.</summary>
/// <param name="Gaps">The times, in ticks of 100 ns; at least one millisecond each.</param>
/// <param name="Later">The instant of each one's later request, ascending, in UTC ticks.</param>
/// <param name="Previous">For each, the index of the one before it (per user: of the same user), or −1 where there is none. The two are a lag-1 pair.</param>
public sealed record InterArrivalSeries(long[] Gaps, long[] Later, int[] Previous);
