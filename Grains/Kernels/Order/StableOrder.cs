using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Ascending order of whole numbers, with equal numbers in the order in which they came.</summary>
/// <param name="values">The values, ascending.</param>
/// <param name="order">For each, the index that it came from.</param>
internal readonly ref struct StableOrder(Span<long> values, Span<int> order)
{
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

    /// <summary>Orders values.</summary>
    /// <param name="values">Any values, none missing; they stay as they are.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static StableOrder Of(ReadOnlySpan<long> values, Scratch scratch)
    {
        var sorted = scratch.Rent<long>(values.Length);
        var order = scratch.Rent<int>(values.Length);
        values.CopyTo(sorted);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        RadixSort.Sort(sorted, order);
        return new StableOrder(sorted, order);
    }

    /// <summary>The values and their order.</summary>
    public void Deconstruct(out Span<long> values, out Span<int> order)
    {
        values = Values;
        order = Order;
    }
}
