namespace LlmWorkload.Kernels;

/// <summary>Inter-arrival times in the order of their later requests.</summary>
/// <param name="interArrivals">The inter-arrival times, in ticks of 100 ns; 0 where two requests start at once.</param>
/// <param name="later">The instant of each one's later request, ascending, in UTC ticks.</param>
/// <param name="previous">
/// For each inter-arrival time, the index of the one before it (per user: of the same user), or −1 where there is none. The two are a lag-1
/// pair.
/// </param>
internal readonly ref struct InterArrivalSeries(ReadOnlySpan<long> interArrivals, ReadOnlySpan<long> later, ReadOnlySpan<int> previous)
{
    /// <summary>The inter-arrival times, in ticks of 100 ns; 0 where two requests start at once.</summary>
    public ReadOnlySpan<long> InterArrivals { get; } = interArrivals;

    /// <summary>The instant of each one's later request, ascending, in UTC ticks.</summary>
    public ReadOnlySpan<long> Later { get; } = later;

    /// <summary>For each, the index of the one before it, or −1 where there is none.</summary>
    public ReadOnlySpan<int> Previous { get; } = previous;
}
