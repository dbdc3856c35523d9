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
        using var scratch = new Scratch();
        return Of(Count(column, scratch));
    }

    /// <summary>Counts values that are in ascending order and not missing.</summary>
    public static FrequencyMap OfSorted(ReadOnlySpan<long> sorted)
    {
        using var scratch = new Scratch();
        return Of(CountSorted(sorted, scratch));
    }

    /// <summary>As <see cref="Of(ReadOnlySpan{long})"/>, packed. The map itself is never made.</summary>
    public static PackedFrequencies Pack(ReadOnlySpan<long> column)
    {
        using var scratch = new Scratch();
        return Pack(Count(column, scratch));
    }

    /// <summary>As <see cref="OfSorted"/>, packed. The map itself is never made.</summary>
    public static PackedFrequencies PackSorted(ReadOnlySpan<long> sorted)
    {
        using var scratch = new Scratch();
        return Pack(CountSorted(sorted, scratch));
    }

    /// <summary>The distribution of all values of the maps together; the order of the maps does not matter.</summary>
    public static FrequencyMap Merge(IReadOnlyList<FrequencyMap> maps)
    {
        List<FrequencyMap> filled = [.. maps.Where(map => map.N > 0)];
        if (filled is [var only]) return only;
        using var scratch = new Scratch();
        return TryMerge(new Maps(filled), scratch, out var merged) ? Of(merged) : MergePairs(filled);
    }

    /// <summary>As <see cref="Merge(IReadOnlyList{FrequencyMap})"/>. Where it can, it unpacks the maps one at a time.</summary>
    public static FrequencyMap Merge(IReadOnlyList<PackedFrequencies> maps)
    {
        using var scratch = new Scratch();
        return TryMerge(new Packs(maps), scratch, out var merged) ? Of(merged) : MergePairs(Decoded(maps));
    }

    /// <summary>As <see cref="Merge(IReadOnlyList{PackedFrequencies})"/>, packed.</summary>
    public static PackedFrequencies MergePacked(IReadOnlyList<PackedFrequencies> maps)
    {
        using var scratch = new Scratch();
        return TryMerge(new Packs(maps), scratch, out var merged) ? Pack(merged) : MergePairs(Decoded(maps)).Encode();
    }

    /// <summary>Every value of the maps as often as it occurs, in no order.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <exception cref="OverflowException">They are more than a span holds.</exception>
    public static Span<long> Spread(IReadOnlyList<PackedFrequencies> maps, Scratch scratch)
    {
        var n = 0L;
        foreach (var map in maps)
        {
            using var ofMap = new Scratch();
            n += Unpack(map, ofMap).N;
        }

        return Spread(new Packs(maps), checked((int)n), scratch);
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
        using var scratch = new Scratch();
        return Of(Unpack(packed, scratch));
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

    private static FrequencyMap Of(Counted counted) =>
        counted.Values.IsEmpty
            ? Empty
            : new FrequencyMap(counted.Values.ToArray(), counted.Counts.IsEmpty ? null : counted.Counts.ToArray());

    private static PackedFrequencies Pack(Counted counted) => new(
        PackedIntegers.Encode(counted.Values),
        PackedIntegers.Encode(counted.Counts.IsEmpty ? Ones(counted.Values.Length) : counted.Counts));

    private static Counted Unpack(PackedFrequencies packed, Scratch scratch)
    {
        var n = PackedIntegers.Count(packed.Values);
        var values = scratch.Rent<long>(n);
        var counts = scratch.Rent<long>(n);
        PackedIntegers.Decode(packed.Values, values);
        PackedIntegers.Decode(packed.Counts, counts);
        return new Counted(values, counts.ContainsAnyExcept(1) ? counts : default);
    }

    private static Counted Count(ReadOnlySpan<long> column, Scratch scratch)
    {
        var (least, most, n) = Extremes.OfPresent(column);
        if (n == 0) return default;
        var range = (ulong)(most - least);
        var direct = n < FewValues ? 4L * n : Math.Max(DirectRange, 4L * n);
        if (range < (ulong)direct && range < MostCounters) return CountNarrow(column, least, (int)range + 1, scratch);
        var present = scratch.Rent<long>(n);
        var at = 0;
        foreach (var value in column)
        {
            if (value != Missing.Value) present[at++] = value;
        }

        RadixSort.Sort(present);
        return CountSorted(present, scratch);
    }

    // What it gives may be the sorted values themselves.
    private static Counted CountSorted(ReadOnlySpan<long> sorted, Scratch scratch)
    {
        if (sorted.IsEmpty) return default;
        var distinct = sorted.Length - EqualToNext(sorted);
        if (distinct == sorted.Length) return new Counted(sorted, default);
        var values = scratch.Rent<long>(distinct);
        var counts = scratch.Rent(distinct, 0L);
        var at = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) values[++at] = sorted[i];
            counts[at]++;
        }

        return new Counted(values, counts);
    }

    // A counter for each possible value: for token counts, which lie close together.
    private static Counted CountNarrow(ReadOnlySpan<long> column, long least, int range, Scratch scratch)
    {
        var counters = scratch.Rent(range, 0);
        foreach (var value in column)
        {
            if (value != Missing.Value) counters[(int)(value - least)]++;
        }

        return Filled<int>(counters, least, scratch);
    }

    private static Counted Filled<T>(ReadOnlySpan<T> counters, long least, Scratch scratch)
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

        return new Counted(values, counts);
    }

    /// <summary>The distribution of values that were counted one by one.</summary>
    /// <param name="counters">How often each value occurs, from <paramref name="least"/> on.</param>
    /// <param name="least">The first value.</param>
    internal static FrequencyMap OfCounters<T>(ReadOnlySpan<T> counters, long least)
        where T : struct, INumber<T>
    {
        using var scratch = new Scratch();
        return Of(Filled(counters, least, scratch));
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

    // Not done where few maps have values that repeat: merging these two by two is faster than sorting.
    private static bool TryMerge<T>(T maps, Scratch scratch, out Counted merged)
        where T : struct, IMaps
    {
        var (filled, only, distinct, all, least, most) = (0, 0, 0L, 0L, long.MaxValue, long.MinValue);
        for (var i = 0; i < maps.Count; i++)
        {
            using var ofMap = new Scratch();
            var map = maps.At(i, ofMap);
            if (map.Values.IsEmpty) continue;
            filled++;
            only = i;
            distinct += map.Values.Length;
            all += map.N;
            (least, most) = (Math.Min(least, map.Values[0]), Math.Max(most, map.Values[^1]));
        }

        merged = default;
        if (filled == 0) return true;
        if (filled == 1)
        {
            merged = maps.At(only, scratch);
            return true;
        }

        var range = (ulong)(most - least);
        if (range < (ulong)Math.Max(DirectRange, 4 * distinct) && range < MostCounters)
        {
            merged = MergeNarrow(maps, least, (int)range + 1, scratch);
            return true;
        }

        // Values that hardly repeat: sorting them anew is faster than merging many lists.
        if (filled <= 4 || all > 2 * distinct || all > Array.MaxLength) return false;
        merged = MergeWide(maps, (int)all, scratch);
        return true;
    }

    private static Counted MergeNarrow<T>(T maps, long least, int range, Scratch scratch)
        where T : struct, IMaps
    {
        var counters = scratch.Rent(range, 0L);
        for (var each = 0; each < maps.Count; each++)
        {
            using var ofMap = new Scratch();
            var map = maps.At(each, ofMap);
            for (var i = 0; i < map.Values.Length; i++) counters[(int)(map.Values[i] - least)] += map.Counts.IsEmpty ? 1 : map.Counts[i];
        }

        return Filled<long>(counters, least, scratch);
    }

    private static Counted MergeWide<T>(T maps, int n, Scratch scratch)
        where T : struct, IMaps
    {
        var all = Spread(maps, n, scratch);
        RadixSort.Sort(all);
        return CountSorted(all, scratch);
    }

    private static Span<long> Spread<T>(T maps, int n, Scratch scratch)
        where T : struct, IMaps
    {
        var all = scratch.Rent<long>(n);
        var at = 0;
        for (var each = 0; each < maps.Count; each++)
        {
            using var ofMap = new Scratch();
            var map = maps.At(each, ofMap);
            if (map.Counts.IsEmpty)
            {
                map.Values.CopyTo(all[at..]);
                at += map.Values.Length;
                continue;
            }

            for (var i = 0; i < map.Values.Length; i++)
            {
                all.Slice(at, (int)map.Counts[i]).Fill(map.Values[i]);
                at += (int)map.Counts[i];
            }
        }

        return all;
    }

    private static List<FrequencyMap> Decoded(IEnumerable<PackedFrequencies> maps) =>
        [.. maps.Select(Decode).Where(map => map.N > 0)];

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

    /// <summary>Several maps, filled or not.</summary>
    private interface IMaps
    {
        /// <summary>How many.</summary>
        int Count { get; }

        /// <summary>One of them, as long as its memory is there.</summary>
        Counted At(int index, Scratch scratch);
    }

    private readonly struct Maps(IReadOnlyList<FrequencyMap> maps) : IMaps
    {
        public int Count => maps.Count;

        public Counted At(int index, Scratch scratch) => new(maps[index]._values, maps[index]._counts);
    }

    private readonly struct Packs(IReadOnlyList<PackedFrequencies> maps) : IMaps
    {
        public int Count => maps.Count;

        public Counted At(int index, Scratch scratch) => Unpack(maps[index], scratch);
    }

    // A map in memory that goes with a computation. No counts where every value occurs once.
    private readonly ref struct Counted(ReadOnlySpan<long> values, ReadOnlySpan<long> counts)
    {
        public ReadOnlySpan<long> Values { get; } = values;

        public ReadOnlySpan<long> Counts { get; } = counts;

        public long N
        {
            get
            {
                if (Counts.IsEmpty) return Values.Length;
                var n = 0L;
                foreach (var count in Counts) n += count;
                return n;
            }
        }
    }
}
