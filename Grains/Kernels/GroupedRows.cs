namespace LlmWorkload.Kernels;

/// <summary>Values of rows in the order of their groups; those of one group stay in the order in which they come.</summary>
/// <typeparam name="T">What a row has.</typeparam>
internal readonly ref struct GroupedRows<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;

    // Where each group ends; it begins where the one before it ends.
    private readonly ReadOnlySpan<int> _ends;

    private GroupedRows(ReadOnlySpan<T> values, ReadOnlySpan<int> ends)
    {
        _values = values;
        _ends = ends;
    }

    /// <summary>The values of a group.</summary>
    public ReadOnlySpan<T> this[int group] => _values[(group == 0 ? 0 : _ends[group - 1]).._ends[group]];

    /// <summary>Puts rows in the order of their groups.</summary>
    /// <param name="groupOf">For each row its group from 0; −1 for a row that is left out.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="values">The value of each row.</param>
    /// <param name="scratch">Memory to work in, which the result stays in.</param>
    public static GroupedRows<T> Of(ReadOnlySpan<int> groupOf, int groups, ReadOnlySpan<T> values, Scratch scratch)
    {
        var places = scratch.Rent(groups + 1, 0);
        foreach (var group in groupOf)
        {
            if (group >= 0) places[group + 1]++;
        }

        for (var group = 0; group < groups; group++) places[group + 1] += places[group];
        var ordered = scratch.Rent<T>(places[groups]);
        for (var row = 0; row < groupOf.Length; row++)
        {
            if (groupOf[row] >= 0) ordered[places[groupOf[row]]++] = values[row];
        }

        // The beginning of each group has moved to its end.
        return new GroupedRows<T>(ordered, places[..groups]);
    }
}
