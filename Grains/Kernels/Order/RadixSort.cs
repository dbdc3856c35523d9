using System.Numerics;
using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Sorts numbers by the digits in which they differ, from the lowest digit up (Knuth, The Art of Computer Programming 3, 5.2.5). It takes
/// time in proportion to their number; a comparison sort takes more.
/// </summary>
internal static class RadixSort
{
    private const int ComparisonSortsFaster = 1_024;

    // With few values, counting many digits does not pay. 2,048 counters stay in the first-level cache.
    private const int NarrowDigit = 8;
    private const int WideDigit = 11;
    private const int WideFrom = 4_096;

    /// <summary>Sorts decimals ascending, in place.</summary>
    /// <param name="values">Decimals ≥ 0 (and not −0), whose bits, read as a whole number, are in the same order.</param>
    public static void Sort(Span<double> values) => Sort(MemoryMarshal.Cast<double, long>(values));

    /// <summary>Sorts ascending, in place. Values that are sorted already are recognised in one pass.</summary>
    public static void Sort(Span<long> values)
    {
        if (values.Length <= ComparisonSortsFaster)
        {
            values.Sort();
            return;
        }

        if (StableOrder.IsAscending(values)) return;
        using var scratch = new Scratch();
        var (least, width, passes) = Digits(values);
        var starts = Starts(values, least, width, passes, scratch);
        var from = values;
        var to = scratch.Rent<long>(values.Length);
        for (var pass = 0; pass < passes; pass++)
        {
            Scatter(from, to, least, pass * width, starts.Slice(pass << width, 1 << width));
            var swap = from;
            from = to;
            to = swap;
        }

        if (passes % 2 == 1) from.CopyTo(values);
    }

    /// <summary>
    /// Sorts ascending, in place, and the companion of each value with it; equal values stay in the order in which they come.
    /// </summary>
    /// <param name="values">Values in any order.</param>
    /// <param name="companions">As many.</param>
    public static void Sort(Span<long> values, Span<int> companions)
    {
        if (StableOrder.IsAscending(values)) return;
        using var scratch = new Scratch();
        var (least, width, passes) = Digits(values);
        var starts = Starts(values, least, width, passes, scratch);
        var from = values;
        var to = scratch.Rent<long>(values.Length);
        var fromCompanions = companions;
        var toCompanions = scratch.Rent<int>(values.Length);
        for (var pass = 0; pass < passes; pass++)
        {
            Scatter(from, fromCompanions, to, toCompanions, least, pass * width, starts.Slice(pass << width, 1 << width));
            var swap = from;
            from = to;
            to = swap;
            var swapCompanions = fromCompanions;
            fromCompanions = toCompanions;
            toCompanions = swapCompanions;
        }

        if (passes % 2 == 0) return;
        from.CopyTo(values);
        fromCompanions.CopyTo(companions);
    }

    // The least value, and the width in bits and the number of the digits of distances from it.
    private static (long Least, int Width, int Passes) Digits(ReadOnlySpan<long> values)
    {
        var (least, most) = Extremes.Of(values);

        // The distance may have 64 bits. As an unsigned number it is right all the same.
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)(most - least));
        var widest = values.Length < WideFrom ? NarrowDigit : WideDigit;
        var passes = (bits + widest - 1) / widest;
        return (least, (bits + passes - 1) / passes, passes);
    }

    // For each pass, where the values of each digit begin.
    private static Span<int> Starts(ReadOnlySpan<long> values, long least, int width, int passes, Scratch scratch)
    {
        var starts = scratch.Rent(passes << width, 0);
        var mask = (1 << width) - 1;
        foreach (var value in values)
        {
            for (var pass = 0; pass < passes; pass++) starts[(pass << width) + Digit(value, least, pass * width, mask)]++;
        }

        for (var pass = 0; pass < passes; pass++)
        {
            var sum = 0;
            foreach (ref var start in starts.Slice(pass << width, 1 << width)) (start, sum) = (sum, sum + start);
        }

        return starts;
    }

    private static void Scatter(ReadOnlySpan<long> from, Span<long> to, long least, int shift, Span<int> starts)
    {
        var mask = starts.Length - 1;
        foreach (var value in from) to[starts[Digit(value, least, shift, mask)]++] = value;
    }

    private static void Scatter(
        ReadOnlySpan<long> from, ReadOnlySpan<int> fromCompanions, Span<long> to, Span<int> toCompanions, long least, int shift,
        Span<int> starts)
    {
        var mask = starts.Length - 1;
        for (var i = 0; i < from.Length; i++)
        {
            var place = starts[Digit(from[i], least, shift, mask)]++;
            to[place] = from[i];
            toCompanions[place] = fromCompanions[i];
        }
    }

    private static int Digit(long value, long least, int shift, int mask) => (int)((ulong)(value - least) >> shift) & mask;
}
