using System.Numerics;
using System.Runtime.CompilerServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Distinct values, ascending, and how often each occurs, in memory that goes with a computation.</summary>
/// <param name="values">The values.</param>
/// <param name="counts">How often each occurs; empty where each occurs once.</param>
internal readonly ref struct CountedValues(ReadOnlySpan<long> values, ReadOnlySpan<long> counts)
{
    private const long DirectRange = 4_096;

    // Fewer values than this are sorted sooner than 4,096 counters are looked at: models with few rows have as few.
    private const int FewValues = 64;
    private const long MostCounters = 1 << 24;

    /// <summary>The values.</summary>
    public ReadOnlySpan<long> Values { get; } = values;

    /// <summary>How often each of <see cref="Values"/> occurs; empty where each occurs once.</summary>
    public ReadOnlySpan<long> Counts { get; } = counts;

    /// <summary>Counts the values of a column in any order, leaving out the missing ones.</summary>
    public static CountedValues Of(ReadOnlySpan<long> column, Scratch scratch)
    {
        var (least, most, n) = Extremes.OfPresent(column);
        if (n == 0) return default;
        if (AreClose(least, most, n, n < FewValues ? 0 : DirectRange))
        {
            var counters = scratch.Rent((int)(most - least) + 1, 0);
            foreach (var value in column)
            {
                if (value != Missing.Value) counters[(int)(value - least)]++;
            }

            return OfCounters<int>(counters, least, scratch);
        }

        var present = scratch.Rent<long>(n);
        var at = 0;
        foreach (var value in column)
        {
            if (value != Missing.Value) present[at++] = value;
        }

        RadixSort.Sort(present);
        return OfSorted(present, scratch);
    }

    /// <summary>Counts values in ascending order. What it gives may be the sorted values themselves.</summary>
    public static CountedValues OfSorted(ReadOnlySpan<long> sorted, Scratch scratch)
    {
        var distinct = sorted.Length - EqualToNext(sorted);
        if (distinct == sorted.Length) return new CountedValues(sorted, default);
        var values = scratch.Rent<long>(distinct);
        var counts = scratch.Rent(distinct, 0L);
        var at = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) values[++at] = sorted[i];
            counts[at]++;
        }

        return new CountedValues(values, counts);
    }

    /// <summary>Values that were counted one by one.</summary>
    /// <param name="counters">How often each value occurs, from <paramref name="least"/> on.</param>
    /// <param name="least">The first value.</param>
    /// <param name="scratch">Memory for the result.</param>
    // Numbers of any type are not compiled ahead: it is compiled well at once, and not after some thousand rounds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static CountedValues OfCounters<T>(ReadOnlySpan<T> counters, long least, Scratch scratch)
        where T : struct, INumber<T>
    {
        var n = counters.Length - counters.Count(T.Zero);
        var values = scratch.Rent<long>(n);
        var counts = scratch.Rent<long>(n);
        var at = 0;
        for (var i = 0; i < counters.Length; i++)
        {
            if (counters[i] == T.Zero) continue;
            values[at] = least + i;
            counts[at++] = long.CreateChecked(counters[i]);
        }

        return new CountedValues(values, counts);
    }

    /// <summary>The values of several distributions together. No more of one is unpacked at a time than is merged.</summary>
    /// <param name="runs">The distributions, each read twice.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <exception cref="OverflowException">The values are more than a span holds.</exception>
    public static CountedValues Merge(Runs runs, Scratch scratch)
    {
        var (least, most, n) = (long.MaxValue, long.MinValue, 0);
        foreach (var run in runs.Each())
        {
            if (!run.Values.IsEmpty) least = Math.Min(least, run.Values[0]);
            for (; !run.Values.IsEmpty; run.TakeAll())
            {
                n = checked(n + run.Values.Length);
                most = Math.Max(most, run.Values[^1]);
            }
        }

        if (n == 0) return default;
        return AreClose(least, most, n, DirectRange)
            ? MergeClose(runs, least, (int)(most - least) + 1, scratch)
            : Read(runs.Together(), n, scratch);
    }

    /// <summary>Whether no value of an ascending sequence occurs twice.</summary>
    public static bool AreDistinct(ReadOnlySpan<long> sorted) => EqualToNext(sorted) == 0;

    /// <summary>Packs them.</summary>
    public PackedFrequencies Pack() => new(
        PackedIntegers.Encode(Values),
        Counts.IsEmpty ? PackedIntegers.EncodeRepeated(1, Values.Length) : PackedIntegers.Encode(Counts));

    // A counter for each possible value is best for token counts, which lie close together.
    private static bool AreClose(long least, long most, long n, long direct) =>
        (ulong)(most - least) is var range && range < (ulong)Math.Max(direct, 4 * n) && range < MostCounters;

    private static CountedValues MergeClose(Runs runs, long least, int range, Scratch scratch)
    {
        var counters = scratch.Rent(range, 0L);
        foreach (var run in runs.Each())
        {
            for (; !run.Values.IsEmpty; run.TakeAll())
            {
                var values = run.Values;
                var counts = run.Counts;
                for (var i = 0; i < values.Length; i++) counters[(int)(values[i] - least)] += counts.IsEmpty ? 1 : counts[i];
            }
        }

        return OfCounters<long>(counters, least, scratch);
    }

    private static CountedValues Read(Run run, int most, Scratch scratch)
    {
        var values = scratch.Rent<long>(most);
        var counts = Span<long>.Empty;
        var n = 0;
        for (; !run.Values.IsEmpty; run.TakeAll())
        {
            var more = run.Values.Length;
            run.Values.CopyTo(values[n..]);
            if (!run.Counts.IsEmpty)
            {
                // The values before occur once each.
                if (counts.IsEmpty) counts = scratch.Rent(most, 1L);
                run.Counts.CopyTo(counts[n..]);
            }

            n += more;
        }

        return new CountedValues(values[..n], counts.IsEmpty ? counts : counts[..n]);
    }

    private static int EqualToNext(ReadOnlySpan<long> values)
    {
        var equal = Vector<long>.Zero;
        var i = 0;
        for (; i + 1 + Vector<long>.Count <= values.Length; i += Vector<long>.Count)
            equal -= Vector.Equals(new Vector<long>(values[i..]), new Vector<long>(values[(i + 1)..]));
        var n = (int)Vector.Sum(equal);
        for (; i + 1 < values.Length; i++)
        {
            if (values[i] == values[i + 1]) n++;
        }

        return n;
    }
}
