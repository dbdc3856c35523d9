using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>How many values there are, and the exact sums of the values and of their squares. Missing values are left out.</summary>
/// <param name="N">Number of values.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Squares">The sum of their squares.</param>
[GenerateSerializer, Immutable, Alias("llmwl.sums")]
internal sealed record ExactSums([property: Id(0)] long N, [property: Id(1)] BigInteger Sum, [property: Id(2)] BigInteger Squares)
{
    /// <summary>No values.</summary>
    public static readonly ExactSums None = new(0, 0, 0);

    /// <summary>The sums of all values of both.</summary>
    public static ExactSums operator +(ExactSums one, ExactSums other) =>
        new(one.N + other.N, one.Sum + other.Sum, one.Squares + other.Squares);

    /// <summary>The mean; at least one value.</summary>
    public double Mean() => WholeNumbers.Ratio(Sum, N);

    /// <summary>The standard deviation of the population, √(nΣx² − (Σx)²)/n; at least one value.</summary>
    public double Deviation() => Math.Sqrt(WholeNumbers.Nearest((Squares * N) - (Sum * Sum))) / N;

    /// <summary>The sums of a column in any order, leaving out the missing values.</summary>
    public static ExactSums Of(ReadOnlySpan<long> column)
    {
        var highest = 0UL;
        foreach (var value in column) highest = Math.Max(highest, value == Missing.Value ? 0 : Size(value));
        if (highest <= uint.MaxValue) return OfSmall(column);
        var sums = None;
        for (var room = Room(highest); !column.IsEmpty; column = column[Math.Min(room, column.Length)..])
        {
            sums += OfBlock(column[..Math.Min(room, column.Length)]);
        }

        return sums;
    }

    /// <summary>The sum of a column alone, leaving out the missing values.</summary>
    public static Int128 Total(ReadOnlySpan<long> column)
    {
        var (high, low) = HalvesOf(column);
        return new Int128(high, low);
    }

    /// <summary>The sums of a distribution.</summary>
    public static ExactSums Of(FrequencyMap map) => Of(map.Values, map.N == map.Values.Length ? default : map.Counts);

    /// <summary>The sums of distinct values, ascending, and how often each occurs; no counts where each occurs once.</summary>
    public static ExactSums Of(ReadOnlySpan<long> values, ReadOnlySpan<long> counts)
    {
        if (values.IsEmpty) return None;
        if (counts.IsEmpty) return Of(values);
        var n = 0L;
        foreach (var count in counts) n += count;
        var highest = Math.Max(Size(values[0]), Size(values[^1]));
        return n <= Room(highest) ? Of<Int128>(values, counts, n) : Of<BigInteger>(values, counts, n);
    }

    /// <summary>
    /// How many products of two numbers up to <paramref name="highest"/> fit a sum of 127 bits for certain; at least 1, at most 2³⁰.
    /// </summary>
    public static int Room(ulong highest) => 1 << Math.Clamp(127 - (2 * (64 - BitOperations.LeadingZeroCount(highest))), 0, 30);

    /// <summary>Adds a number to the halves of a sum of 128 bits.</summary>
    public static void Add(ulong value, ref ulong high, ref ulong low)
    {
        low += value;
        if (low < value) high++;
    }

    /// <summary>Takes a number off the halves of a sum that it is part of.</summary>
    public static void Subtract(ulong value, ref ulong high, ref ulong low)
    {
        if (low < value) high--;
        low -= value;
    }

    /// <summary>The decimal nearest to the sum of two halves.</summary>
    public static double Nearest(ulong high, ulong low) => high == 0 ? low : WholeNumbers.Nearest(Whole(high, low));

    /// <summary>The sum of two halves.</summary>
    public static BigInteger Whole(ulong high, ulong low) => ((BigInteger)high << 64) + low;

    private static ulong Size(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    // What names numbers of 128 bits is not compiled ahead: here are halves of them.
    private static ExactSums OfSmall(ReadOnlySpan<long> column)
    {
        var (n, sum, high, low) = (0L, 0L, 0UL, 0UL);
        foreach (var value in column)
        {
            if (value == Missing.Value) continue;
            n++;
            sum += value;
            Add((ulong)(value * value), ref high, ref low);
        }

        return new ExactSums(n, sum, Whole(high, low));
    }

    private static (ulong High, ulong Low) HalvesOf(ReadOnlySpan<long> column)
    {
        var (high, low) = (0UL, 0UL);
        foreach (var value in column)
        {
            if (value == Missing.Value) continue;
            high += (ulong)(value >> 63);
            Add((ulong)value, ref high, ref low);
        }

        return (high, low);
    }

    private static ExactSums OfBlock(ReadOnlySpan<long> column)
    {
        var n = 0L;
        Int128 sum = 0;
        UInt128 squares = 0;
        foreach (var value in column)
        {
            if (value == Missing.Value) continue;
            n++;
            sum += value;
            squares += Math.BigMul(Size(value), Size(value));
        }

        return new ExactSums(n, sum, squares);
    }

    // A type of number that holds every sum.
    private static ExactSums Of<T>(ReadOnlySpan<long> values, ReadOnlySpan<long> counts, long n)
        where T : IBinaryInteger<T>
    {
        T sum = T.Zero, squares = T.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            var value = T.CreateChecked(values[i]);
            var product = value * T.CreateChecked(counts[i]);
            sum += product;
            squares += product * value;
        }

        return new ExactSums(n, BigInteger.CreateChecked(sum), BigInteger.CreateChecked(squares));
    }
}
