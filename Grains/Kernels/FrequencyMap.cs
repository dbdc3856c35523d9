using System.Numerics;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// An exact distribution of whole numbers: the distinct values, ascending, and how often each occurs. Missing values are not in it.
/// </summary>
internal sealed class FrequencyMap
{
    /// <summary>No values.</summary>
    public static readonly FrequencyMap Empty = new([], []);

    private const long DirectRange = 4_096;

    // Fewer values than this are sorted sooner than 4,096 counters are looked at: models with few rows have as few.
    private const int FewValues = 64;
    private const long MostCounters = 1 << 24;

    // A span of ones as long as the longest map has needed so far, for as long as anybody uses it.
    private static WeakReference<long[]> _ones = new([]);

    private readonly long[] _values;

    // Null where every value occurs once, as times with seven digits do: a map of ten million would have twice its size.
    private readonly long[]? _counts;

    private FrequencyMap(long[] values, long[]? counts)
    {
        _values = values;
        _counts = counts.AsSpan().ContainsAnyExcept(1) ? counts : null;
        if (_counts is null) N = values.Length;
        else foreach (var count in _counts) N += count;
    }

    /// <summary>Number of values, repetitions counted.</summary>
    public long N { get; }

    /// <summary>The distinct values, ascending.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>How often each of <see cref="Values"/> occurs; at least 1.</summary>
    /// <remarks>Take it once, before a loop.</remarks>
    public ReadOnlySpan<long> Counts => _counts ?? Ones(_values.Length);

    /// <summary>Counts the values of a column in any order, leaving out the missing ones.</summary>
    public static FrequencyMap Of(ReadOnlySpan<long> column)
    {
        var (least, most, n) = Extremes.OfPresent(column);
        if (n == 0) return Empty;
        var range = (ulong)(most - least);
        var direct = n < FewValues ? 4L * n : Math.Max(DirectRange, 4L * n);
        return range < (ulong)direct && range < MostCounters ? OfNarrow(column, least, (int)range + 1) : OfWide(
            column, n);
    }

    /// <summary>Counts values that are in ascending order and not missing.</summary>
    public static FrequencyMap OfSorted(ReadOnlySpan<long> sorted)
    {
        if (sorted.IsEmpty) return Empty;
        var distinct = sorted.Length - EqualToNext(sorted);
        if (distinct == sorted.Length) return new FrequencyMap(sorted.ToArray(), null);
        var values = new long[distinct];
        var counts = new long[distinct];
        var at = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) values[++at] = sorted[i];
            counts[at]++;
        }

        return new FrequencyMap(values, counts);
    }

    /// <summary>The distribution of all values of the maps together; the order of the maps does not matter.</summary>
    public static FrequencyMap Merge(IReadOnlyList<FrequencyMap> maps) => Merge(maps.Where(map => map.N > 0));

    /// <summary>
    /// As <see cref="Merge(IReadOnlyList{FrequencyMap})"/>. Where it can, it has one of the maps unpacked at a time: large maps of values
    /// that hardly repeat would take twice their memory.
    /// </summary>
    public static FrequencyMap Merge(IReadOnlyList<PackedFrequencies> maps) => Merge(maps.Select(Decode).Where(map => map.N > 0));

    // The maps may be made anew each time they are gone through.
    private static FrequencyMap Merge(IEnumerable<FrequencyMap> filled)
    {
        var (maps, distinct, all, least, most) = (0, 0L, 0L, long.MaxValue, long.MinValue);
        foreach (var map in filled)
        {
            maps++;
            distinct += map._values.Length;
            all += map.N;
            (least, most) = (Math.Min(least, map._values[0]), Math.Max(most, map._values[^1]));
        }

        if (maps <= 1) return filled.FirstOrDefault(Empty);
        var range = (ulong)(most - least);
        if (range < (ulong)Math.Max(DirectRange, 4 * distinct) && range < MostCounters) return MergeNarrow(filled, least, (int)range + 1);

        // Values that hardly repeat: sorting them anew is faster than merging many lists.
        return maps > 4 && all <= 2 * distinct && all <= Array.MaxLength ? MergeWide(filled, (int)all) : MergePairs([.. filled]);
    }

    /// <summary>What is left when values are taken out.</summary>
    /// <param name="others">The values to take out. Each is in this map, at least as often.</param>
    public FrequencyMap Without(FrequencyMap others)
    {
        var values = new long[_values.Length];
        var counts = new long[_values.Length];
        var all = Counts;
        var taken = others.Counts;
        int other = 0, n = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            var isTaken = other < others._values.Length && others._values[other] == _values[i];
            var left = all[i] - (isTaken ? taken[other++] : 0);
            if (left == 0) continue;
            (values[n], counts[n]) = (_values[i], left);
            n++;
        }

        return n == values.Length ? new FrequencyMap(values, counts) : new FrequencyMap(
            values.AsSpan(0, n).ToArray(), counts.AsSpan(0, n).ToArray());
    }

    /// <summary>The values of some ranks.</summary>
    /// <param name="ranks">Ranks from 0, below <see cref="N"/>, ascending.</param>
    public long[] At(ReadOnlySpan<long> ranks)
    {
        var values = new long[ranks.Length];
        if (_counts is null)
        {
            for (var i = 0; i < values.Length; i++) values[i] = _values[ranks[i]];
            return values;
        }

        var at = -1;
        var through = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            while (through <= ranks[i]) through += _counts[++at];
            values[i] = _values[at];
        }

        return values;
    }

    /// <summary>Every value as often as it occurs, ascending.</summary>
    /// <param name="make">What is made of a value.</param>
    public T[] Repeated<T>(Func<long, T> make)
    {
        var all = new T[N];
        Repeat(all, make);
        return all;
    }

    /// <summary>Writes every value as often as it occurs, ascending.</summary>
    /// <param name="all">Gets them; as long as <see cref="N"/>.</param>
    /// <param name="make">What is made of a value.</param>
    public void Repeat<T>(Span<T> all, Func<long, T> make)
    {
        var counts = Counts;
        for (var i = 0; i < counts.Length; i++)
        {
            all[..(int)counts[i]].Fill(make(_values[i]));
            all = all[(int)counts[i]..];
        }
    }

    /// <summary>Packs the map; <see cref="Decode"/> reads it.</summary>
    public PackedFrequencies Encode() => new(PackedIntegers.Encode(_values), PackedIntegers.Encode(Counts));

    /// <summary>Reads a packed map.</summary>
    public static FrequencyMap Decode(PackedFrequencies packed)
    {
        var values = PackedIntegers.Decode(packed.Values);
        using var scratch = new Scratch();
        var counts = scratch.Rent<long>(values.Length);
        PackedIntegers.Decode(packed.Counts, counts);
        return new FrequencyMap(values, counts.ContainsAnyExcept(1) ? counts.ToArray() : null);
    }

    /// <summary>The empirical CDF at each distinct value, F(x) = (values ≤ x)/n, with x in units of <paramref name="unit"/>.</summary>
    public (double[] X, double[] F) Cdf(double unit = 1)
    {
        var x = new double[_values.Length];
        var f = new double[_values.Length];
        var counts = Counts;
        var below = 0L;
        for (var i = 0; i < x.Length; i++)
        {
            below += counts[i];
            x[i] = Units.Scale(_values[i], unit);
            f[i] = (double)below / N;
        }

        return (x, f);
    }

    // A counter for each possible value: for token counts, which lie close together.
    private static FrequencyMap OfNarrow(ReadOnlySpan<long> column, long least, int range)
    {
        using var scratch = new Scratch();
        var counters = scratch.Rent(range, 0);
        foreach (var value in column)
        {
            if (value != Missing.Value) counters[(int)(value - least)]++;
        }

        return OfCounters<int>(counters, least);
    }

    /// <summary>The distribution of values that were counted one by one.</summary>
    /// <param name="counters">How often each value occurs, from <paramref name="least"/> on.</param>
    /// <param name="least">The first value.</param>
    internal static FrequencyMap OfCounters<T>(ReadOnlySpan<T> counters, long least)
        where T : struct, INumber<T>
    {
        var values = new long[counters.Length - counters.Count(T.Zero)];
        var counts = new long[values.Length];
        var at = 0;
        for (var i = 0; i < counters.Length; i++)
        {
            if (counters[i] == T.Zero) continue;
            values[at] = least + i;
            counts[at++] = long.CreateChecked(counters[i]);
        }

        return new FrequencyMap(values, counts);
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

    private static FrequencyMap OfWide(ReadOnlySpan<long> column, int n)
    {
        using var scratch = new Scratch();
        var present = scratch.Rent<long>(n);
        var at = 0;
        foreach (var value in column)
        {
            if (value != Missing.Value) present[at++] = value;
        }

        RadixSort.Sort(present);
        return OfSorted(present);
    }

    private static FrequencyMap MergeNarrow(IEnumerable<FrequencyMap> filled, long least, int range)
    {
        using var scratch = new Scratch();
        var counters = scratch.Rent(range, 0L);
        foreach (var map in filled)
        {
            var counts = map.Counts;
            for (var i = 0; i < counts.Length; i++) counters[(int)(map._values[i] - least)] += counts[i];
        }

        return OfCounters<long>(counters, least);
    }

    private static FrequencyMap MergeWide(IEnumerable<FrequencyMap> filled, int n)
    {
        using var scratch = new Scratch();
        var all = scratch.Rent<long>(n);
        var at = 0;
        foreach (var map in filled)
        {
            var values = all.Slice(at, (int)map.N);
            if (map._counts is null) map._values.CopyTo(values);
            else map.Repeat(values, static value => value);
            at += values.Length;
        }

        RadixSort.Sort(all);
        return OfSorted(all);
    }

    private static FrequencyMap MergePairs(List<FrequencyMap> level)
    {
        while (level.Count > 1)
        {
            var next = new List<FrequencyMap>((level.Count + 1) / 2);
            for (var i = 0; i + 1 < level.Count; i += 2) next.Add(Merge(level[i], level[i + 1]));
            if (level.Count % 2 == 1) next.Add(level[^1]);
            level = next;
        }

        return level[0];
    }

    private static FrequencyMap Merge(FrequencyMap a, FrequencyMap b)
    {
        var values = new long[a._values.Length + b._values.Length];
        var counts = new long[values.Length];
        var ofA = a.Counts;
        var ofB = b.Counts;
        int i = 0, j = 0, n = 0;
        while (i < a._values.Length || j < b._values.Length)
        {
            var takeA = j == b._values.Length || (i < a._values.Length && a._values[i] <= b._values[j]);
            var takeB = i == a._values.Length || (j < b._values.Length && b._values[j] <= a._values[i]);
            values[n] = takeA ? a._values[i] : b._values[j];
            counts[n++] = (takeA ? ofA[i++] : 0) + (takeB ? ofB[j++] : 0);
        }

        return new FrequencyMap(values.AsSpan(0, n).ToArray(), counts.AsSpan(0, n).ToArray());
    }

    private static ReadOnlySpan<long> Ones(int length)
    {
        if (!Volatile.Read(ref _ones).TryGetTarget(out var ones) || ones.Length < length)
        {
            ones = GC.AllocateUninitializedArray<long>(length);
            ones.AsSpan().Fill(1);
            Volatile.Write(ref _ones, new WeakReference<long[]>(ones));
        }

        return ones.AsSpan(0, length);
    }
}
