namespace LlmWorkload.Kernels;

/// <summary>Thins a line over time to what can be seen of it.</summary>
internal static class ThroughputEnvelope
{
    /// <summary>
    /// At most <paramref name="most"/> positions of a line, ascending: its first, its last, and the lowest and highest of each group of
    /// neighbours. Groups are equally large, and no peak is lost. All positions where there are no more than that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 4.</exception>
    public static int[] Positions(ReadOnlySpan<double> y, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        var kept = new List<int>(Math.Min(y.Length, most));
        if (y.Length <= most)
        {
            for (var i = 0; i < y.Length; i++) kept.Add(i);
            return [.. kept];
        }

        kept.Add(0);
        var slots = (most - 2) / 2;
        for (var slot = 0; slot < slots; slot++)
        {
            var from = 1 + (int)((long)slot * (y.Length - 2) / slots);
            var to = 1 + (int)((long)(slot + 1) * (y.Length - 2) / slots);
            int low = from, high = from;
            for (var i = from + 1; i < to; i++)
            {
                if (y[i] < y[low]) low = i;
                if (y[i] > y[high]) high = i;
            }

            kept.Add(Math.Min(low, high));
            if (low != high) kept.Add(Math.Max(low, high));
        }

        kept.Add(y.Length - 1);
        return [.. kept];
    }
}
