using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Values divided into groups, ascending within each.</summary>
/// <param name="values">Group after group.</param>
/// <param name="starts">Where each group starts, and the end of the last.</param>
internal readonly ref struct SortedGroups(ReadOnlySpan<long> values, int[] starts)
{
    private readonly ReadOnlySpan<long> _values = values;

    /// <summary>The values of one group, ascending; empty where none belong to it.</summary>
    public ReadOnlySpan<long> this[int group] => _values[starts[group]..starts[group + 1]];

    /// <summary>Divides a series. It was sorted once, and so every group is in order.</summary>
    /// <param name="ordered">The series in ascending order.</param>
    /// <param name="groups">The group of each of its values, 0 … <paramref name="count"/> − 1, in the order of the series.</param>
    /// <param name="count">How many groups there are.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static SortedGroups Of(StableOrder ordered, ReadOnlySpan<int> groups, int count, Scratch scratch)
    {
        var starts = new int[count + 1];
        foreach (var group in groups) starts[group + 1]++;
        for (var group = 0; group < count; group++) starts[group + 1] += starts[group];
        var next = starts[..count];
        var values = scratch.Rent<long>(groups.Length);
        var (sorted, order) = ordered;
        for (var k = 0; k < sorted.Length; k++) values[next[groups[order[k]]]++] = sorted[k];
        return new SortedGroups(values, starts);
    }

    /// <summary>The groups that have values, ascending.</summary>
    public int[] Filled()
    {
        var filled = new List<int>();
        for (var group = 0; group + 1 < starts.Length; group++)
        {
            if (starts[group] < starts[group + 1]) filled.Add(group);
        }

        return [.. filled];
    }

    /// <summary>Converts each group that has values.</summary>
    /// <param name="of">Converts a group and its values, which ascend.</param>
    public T[] ConvertFilled<T>(Func<int, ReadOnlySpan<long>, T> of)
    {
        var filled = Filled();
        var converted = new T[filled.Length];
        for (var i = 0; i < filled.Length; i++) converted[i] = of(filled[i], this[filled[i]]);
        return converted;
    }
}
