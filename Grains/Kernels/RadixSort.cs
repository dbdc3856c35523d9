using System.Buffers;

namespace LlmWorkload.Kernels;

/// <summary>Sorts whole numbers by the digits in which they differ: linear in their number, where a comparison sort is not.</summary>
public static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int ComparisonSortsFaster = 1_024;

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

        var range = (ulong)(most - least);
        var rented = ArrayPool<long>.Shared.Rent(values.Length);
        var from = values;
        var to = rented.AsSpan(0, values.Length);
        var isSwapped = false;
        Span<int> starts = stackalloc int[Digits];
        for (var shift = 0; shift < 64 && range >> shift != 0; shift += DigitBits)
        {
            Scatter(from, to, least, shift, starts);
            var swap = from;
            from = to;
            to = swap;
            isSwapped = !isSwapped;
        }

        if (isSwapped) from.CopyTo(values);
        ArrayPool<long>.Shared.Return(rented);
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

    private static void Scatter(ReadOnlySpan<long> from, Span<long> to, long least, int shift, Span<int> starts)
    {
        starts.Clear();
        foreach (var value in from) starts[Digit(value, least, shift)]++;
        var sum = 0;
        for (var digit = 0; digit < Digits; digit++) (starts[digit], sum) = (sum, sum + starts[digit]);
        foreach (var value in from) to[starts[Digit(value, least, shift)]++] = value;
    }

    // The difference may pass 63 bits; as an unsigned number it is right all the same.
    private static int Digit(long value, long least, int shift) => (int)((ulong)(value - least) >> shift) & (Digits - 1);
}
