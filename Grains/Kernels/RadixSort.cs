using System.Numerics;
using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Sorts numbers by the digits in which they differ: linear in how many there are, where a comparison sort is not.</summary>
public static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int ComparisonSortsFaster = 1_024;

    /// <summary>Sorts decimals ascending, in place.</summary>
    /// <param name="values">Decimals ≥ 0 (and not −0), whose bits, read as a whole number, are in the same order.</param>
    public static void Sort(Span<double> values) => Sort(MemoryMarshal.Cast<double, long>(values));

    /// <summary>Sorts ascending, in place. Values that are sorted already are recognised and cost one look.</summary>
    public static void Sort(Span<long> values)
    {
        if (values.Length <= ComparisonSortsFaster)
        {
            values.Sort();
            return;
        }

        var (least, most, isSorted) = Survey(values);
        if (isSorted) return;

        using var scratch = new Scratch();
        var passes = (64 - BitOperations.LeadingZeroCount((ulong)(most - least)) + DigitBits - 1) / DigitBits;
        var starts = Starts(values, least, passes, scratch);
        var from = values;
        var to = scratch.Rent<long>(values.Length);
        for (var pass = 0; pass < passes; pass++)
        {
            Scatter(from, to, least, pass * DigitBits, starts.Slice(pass * Digits, Digits));
            var swap = from;
            from = to;
            to = swap;
        }

        if (passes % 2 == 1) from.CopyTo(values);
    }

    private static (long Least, long Most, bool IsSorted) Survey(ReadOnlySpan<long> values)
    {
        long least = values[0], most = values[0], before = values[0];
        var isSorted = true;
        foreach (var value in values)
        {
            isSorted &= before <= value;
            before = value;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return (least, most, isSorted);
    }

    // For each pass, where the values of each digit begin.
    private static Span<int> Starts(ReadOnlySpan<long> values, long least, int passes, Scratch scratch)
    {
        var starts = scratch.Rent(passes * Digits, 0);
        foreach (var value in values)
        {
            for (var pass = 0; pass < passes; pass++) starts[(pass * Digits) + Digit(value, least, pass * DigitBits)]++;
        }

        for (var pass = 0; pass < passes; pass++)
        {
            var sum = 0;
            foreach (ref var start in starts.Slice(pass * Digits, Digits)) (start, sum) = (sum, sum + start);
        }

        return starts;
    }

    private static void Scatter(ReadOnlySpan<long> from, Span<long> to, long least, int shift, Span<int> starts)
    {
        foreach (var value in from) to[starts[Digit(value, least, shift)]++] = value;
    }

    // The difference may pass 63 bits; as an unsigned number it is right all the same.
    private static int Digit(long value, long least, int shift) => (int)((ulong)(value - least) >> shift) & (Digits - 1);
}
