namespace LlmWorkload.Kernels;

/// <summary>A series of whole numbers, sorted once: its distribution, and each value's place in it.</summary>
/// <param name="Map">The distribution.</param>
/// <param name="Sorted">The values, ascending.</param>
/// <param name="Order">For each of <paramref name="Sorted"/>, the index that it has in the series.</param>
/// <param name="Places">For each value of the series, the index that it has among the distinct values of <paramref name="Map"/>.</param>
public sealed record DenseRanks(FrequencyMap Map, long[] Sorted, int[] Order, int[] Places)
{
    /// <summary>Ranks a series; none missing.</summary>
    public static DenseRanks Of(ReadOnlySpan<long> series)
    {
        var (sorted, order) = StableOrder.Of(series);
        var places = new int[series.Length];
        var place = 0;
        for (var k = 0; k < sorted.Length; k++)
        {
            if (k > 0 && sorted[k] != sorted[k - 1]) place++;
            places[order[k]] = place;
        }

        return new DenseRanks(FrequencyMap.OfSorted(sorted), sorted, order, places);
    }
}
