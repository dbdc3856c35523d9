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
        return Of(CountedValues.Of(column, scratch));
    }

    /// <summary>Counts values that are in ascending order and not missing.</summary>
    public static FrequencyMap OfSorted(ReadOnlySpan<long> sorted)
    {
        using var scratch = new Scratch();
        return Of(CountedValues.OfSorted(sorted, scratch));
    }

    /// <summary>As <see cref="Of(ReadOnlySpan{long})"/>, packed. The map itself is never made.</summary>
    public static PackedFrequencies Pack(ReadOnlySpan<long> column)
    {
        using var scratch = new Scratch();
        return CountedValues.Of(column, scratch).Pack();
    }

    /// <summary>As <see cref="OfSorted"/>, packed. The map itself is never made.</summary>
    public static PackedFrequencies PackSorted(ReadOnlySpan<long> sorted)
    {
        using var scratch = new Scratch();
        return CountedValues.OfSorted(sorted, scratch).Pack();
    }

    /// <summary>The distribution of values that were counted one by one.</summary>
    /// <param name="counters">How often each value occurs, from <paramref name="least"/> on.</param>
    /// <param name="least">The first value.</param>
    public static FrequencyMap OfCounters<T>(ReadOnlySpan<T> counters, long least)
        where T : struct, INumber<T>
    {
        using var scratch = new Scratch();
        return Of(CountedValues.OfCounters(counters, least, scratch));
    }

    /// <summary>The distribution of all values of the maps together; the order of the maps does not matter.</summary>
    public static FrequencyMap Merge(IReadOnlyList<FrequencyMap> maps)
    {
        List<FrequencyMap> filled = [.. maps.Where(map => map.N > 0)];
        return filled is [var only] ? only : Merge(new Runs(
            filled.Count, map => filled[map]._values.Length, (map, most) => new MapRun(filled[map]._values, filled[map]._counts, most)));
    }

    /// <summary>As <see cref="Merge(IReadOnlyList{FrequencyMap})"/>. The maps are unpacked while they are merged.</summary>
    public static FrequencyMap Merge(IReadOnlyList<PackedFrequencies> maps)
    {
        maps = PackedFrequencies.Filled(maps);
        return maps is [var only] ? Decode(only) : Merge(Runs.Of(maps));
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
    public long[] At(long[] ranks)
    {
        var reader = new RankReader(ranks);
        reader.Read(_values, _counts);
        return reader.Values();
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
    public PackedFrequencies Encode() => new CountedValues(_values, _counts).Pack();

    /// <summary>Reads a packed map.</summary>
    public static FrequencyMap Decode(PackedFrequencies packed)
    {
        using var scratch = new Scratch();
        var values = PackedIntegers.Decode(packed.Values);
        if (values.Length == 0) return Empty;
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

    private static FrequencyMap Merge(Runs runs)
    {
        using var scratch = new Scratch();
        return Of(CountedValues.Merge(runs, scratch));
    }

    private static FrequencyMap Of(CountedValues counted) =>
        counted.Values.IsEmpty
            ? Empty
            : new FrequencyMap(counted.Values.ToArray(), counted.Counts.IsEmpty ? null : counted.Counts.ToArray());

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
