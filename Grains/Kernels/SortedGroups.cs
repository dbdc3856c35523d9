namespace LlmWorkload.Kernels;

/// <summary>Values divided into groups, ascending within each.</summary>
/// <param name="Values">Group after group.</param>
/// <param name="Starts">Where each group starts, and the end of the last.</param>
public sealed record SortedGroups(long[] Values, int[] Starts)
{
    /// <summary>The values of one group, ascending; empty where none belong to it.</summary>
    public ReadOnlySpan<long> this[int group] => Values.AsSpan(Starts[group]..Starts[group + 1]);

    /// <summary>Divides a ranked series; the one sort that ranked it orders every group.</summary>
    /// <param name="ranks">The series.</param>
    /// <param name="groups">The group of each of its values, 0 … <paramref name="count"/> − 1.</param>
    /// <param name="count">How many groups there are.</param>
    public static SortedGroups Of(DenseRanks ranks, ReadOnlySpan<int> groups, int count)
    {
        var starts = new int[count + 1];
        foreach (var group in groups) starts[group + 1]++;
        for (var group = 0; group < count; group++) starts[group + 1] += starts[group];
        var next = starts[..count];
        var values = new long[groups.Length];
        for (var k = 0; k < values.Length; k++) values[next[groups[ranks.Order[k]]]++] = ranks.Sorted[k];
        return new SortedGroups(values, starts);
    }
}
