using System.Numerics;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Ascending order of whole numbers, with equal numbers in the order in which they came.</summary>
/// <param name="values">The values, ascending.</param>
/// <param name="order">For each, the index that it came from.</param>
public readonly ref struct StableOrder(Span<long> values, Span<int> order)
{
    // Few values are not worth counting many buckets; 2,048 counters stay in the first-level cache.
    private const int NarrowDigit = 8;
    private const int WideDigit = 11;
    private const int WideFrom = 4_096;

    /// <summary>The values, ascending.</summary>
    public Span<long> Values { get; } = values;

    /// <summary>For each of <see cref="Values"/>, the index that it came from.</summary>
    public Span<int> Order { get; } = order;

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
    /// Orders values. A radix sort from the lowest digit up (Knuth, The Art of Computer Programming 3, 5.2.5), over as many bits as the range of the
    /// values has.
    /// </summary>
    /// <param name="values">Any values, none missing; they stay as they are.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static StableOrder Of(ReadOnlySpan<long> values, Scratch scratch)
    {
        var sorted = scratch.Rent<long>(values.Length);
        var order = scratch.Rent<int>(values.Length);
        values.CopyTo(sorted);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        if (IsAscending(values)) return new StableOrder(sorted, order);

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
        var otherValues = scratch.Rent<long>(values.Length);
        var otherOrder = scratch.Rent<int>(values.Length);
        var next = scratch.Rent<int>(1 << width);
        for (var pass = 0; pass < passes; pass++)
        {
            Distribute(sorted, order, otherValues, otherOrder, next, lowest, pass * width);
            var values1 = sorted;
            sorted = otherValues;
            otherValues = values1;
            var order1 = order;
            order = otherOrder;
            otherOrder = order1;
        }

        return new StableOrder(sorted, order);
    }

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out Span<long> values, out Span<int> order)
    {
        values = Values;
        order = Order;
    }

    private static void Distribute(
        ReadOnlySpan<long> values, ReadOnlySpan<int> order, Span<long> toValues, Span<int> toOrder, Span<int> next, long lowest, int shift)
    {
        var mask = next.Length - 1;
        next.Clear();
        foreach (var value in values) next[Digit(value, lowest, shift, mask)]++;
        var from = 0;
        foreach (ref var bucket in next) (bucket, from) = (from, from + bucket);
        for (var i = 0; i < values.Length; i++)
        {
            var to = next[Digit(values[i], lowest, shift, mask)]++;
            toValues[to] = values[i];
            toOrder[to] = order[i];
        }
    }

    private static int Digit(long value, long lowest, int shift, int mask) => (int)(unchecked((ulong)value - (ulong)lowest) >> shift) & mask;
}
