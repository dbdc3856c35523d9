using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>Ascending order of whole numbers, with equal numbers in the order in which they came.</summary>
public static class StableOrder
{
    // Few values are not worth counting many buckets; 2,048 counters stay in the first-level cache.
    private const int NarrowDigit = 8;
    private const int WideDigit = 11;
    private const int WideFrom = 4_096;

    /// <summary>Whether no value is below the one before it.</summary>
    public static bool IsAscending(ReadOnlySpan<long> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1]) return false;
        }

        return true;
    }

    /// <summary>
    /// The values in ascending order, and for each the index that it came from. A radix sort from the lowest digit up (Knuth, The Art of Computer
    /// Programming 3, 5.2.5), over as many bits as the range of the values has; any values, none missing.
    /// </summary>
    public static (long[] Sorted, int[] Order) Of(ReadOnlySpan<long> values)
    {
        var sorted = values.ToArray();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        if (IsAscending(values)) return (sorted, order);

        long lowest = long.MaxValue, highest = long.MinValue;
        foreach (var value in values)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }

        var bits = 64 - BitOperations.LeadingZeroCount(unchecked((ulong)highest - (ulong)lowest));
        var widest = values.Length < WideFrom ? NarrowDigit : WideDigit;
        var passes = (bits + widest - 1) / widest;
        var width = (bits + passes - 1) / passes;
        var (otherValues, otherOrder) = (new long[values.Length], new int[values.Length]);
        var next = new int[1 << width];
        for (var pass = 0; pass < passes; pass++)
        {
            Distribute(sorted, order, otherValues, otherOrder, next, lowest, pass * width);
            (sorted, otherValues) = (otherValues, sorted);
            (order, otherOrder) = (otherOrder, order);
        }

        return (sorted, order);
    }

    private static void Distribute(long[] values, int[] order, long[] toValues, int[] toOrder, int[] next, long lowest, int shift)
    {
        var mask = (ulong)next.Length - 1;
        Array.Clear(next);
        foreach (var value in values) next[Digit(value)]++;
        var from = 0;
        foreach (ref var bucket in next.AsSpan()) (bucket, from) = (from, from + bucket);
        for (var i = 0; i < values.Length; i++)
        {
            var to = next[Digit(values[i])]++;
            toValues[to] = values[i];
            toOrder[to] = order[i];
        }

        int Digit(long value) => (int)((unchecked((ulong)value - (ulong)lowest) >> shift) & mask);
    }
}
