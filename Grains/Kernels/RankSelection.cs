namespace LlmWorkload.Kernels;

/// <summary>
/// Finds the values of some ranks without sorting all values: counts in <see cref="ValueBuckets"/> tell in which few buckets the ranks lie,
/// and only the values of these are sorted.
/// </summary>
internal static class RankSelection
{
    private const int SortingIsFaster = 512;

    /// <summary>Finds values.</summary>
    /// <param name="values">Values in any order, none missing; they may stand in another order afterwards.</param>
    /// <param name="ranks">Ranks from 0, below the number of values, in any order.</param>
    /// <param name="found">Gets the value of each rank.</param>
    public static void Find(Span<long> values, ReadOnlySpan<int> ranks, Span<long> found)
    {
        if (values.Length <= SortingIsFaster)
        {
            values.Sort();
            for (var i = 0; i < ranks.Length; i++) found[i] = values[ranks[i]];
            return;
        }

        // Distances from the least value are never negative, and lie in narrower buckets than the values.
        var (least, most) = Extremes.Of(values);
        using var scratch = new Scratch();
        var counters = scratch.Rent(ValueBuckets.Of(most - least) + 1, 0);
        foreach (var value in values) counters[ValueBuckets.Of(value - least)]++;
        var places = scratch.Rent<int>(ranks.Length);
        var order = scratch.Rent<int>(ranks.Length);
        ranks.CopyTo(places);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        places.Sort(order);
        var picked = Pick(values, least, counters, places, scratch);
        RadixSort.Sort(picked);
        for (var i = 0; i < places.Length; i++) found[order[i]] = picked[places[i]];
    }

    // The values of the buckets that ranks lie in. Each rank, ascending, becomes its place among them. The counters are overwritten.
    private static Span<long> Pick(ReadOnlySpan<long> values, long least, Span<int> counters, Span<int> ranks, Scratch scratch)
    {
        int below = 0, left = 0, next = 0;
        foreach (ref var counter in counters)
        {
            var through = below + counter;
            var isWanted = next < ranks.Length && ranks[next] < through;
            if (!isWanted) left += counter;
            for (; next < ranks.Length && ranks[next] < through; next++) ranks[next] -= left;
            below = through;
            counter = isWanted ? 1 : 0;
        }

        // Each value is written, and the next one overwrites it unless it is wanted; see ValueBuckets.Pick.
        var picked = scratch.Rent<long>(values.Length - left + 1);
        var n = 0;
        foreach (var value in values)
        {
            picked[n] = value;
            n += counters[ValueBuckets.Of(value - least)];
        }

        return picked[..n];
    }
}
