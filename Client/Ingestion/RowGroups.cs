namespace LlmWorkload.Ingestion;

/// <summary>Rows grouped by a key, by counting sort: within a group they keep their order.</summary>
internal readonly struct RowGroups
{
    private readonly int[] _rows;
    private readonly int[] _starts;

    private RowGroups(int[] rows, int[] starts)
    {
        _rows = rows;
        _starts = starts;
    }

    /// <summary>Number of groups, empty ones counted.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The rows of a group.</summary>
    public ReadOnlySpan<int> this[int group] => _rows.AsSpan(_starts[group], _starts[group + 1] - _starts[group]);

    /// <summary>Groups rows by key; rows with a negative key are in no group.</summary>
    /// <param name="keys">A key per row, below <paramref name="groups"/>.</param>
    /// <param name="groups">Number of groups.</param>
    public static RowGroups Of(ReadOnlySpan<int> keys, int groups)
    {
        var starts = new int[groups + 1];
        foreach (var key in keys)
        {
            if (key >= 0) starts[key + 1]++;
        }

        for (var group = 0; group < groups; group++) starts[group + 1] += starts[group];
        var next = starts.AsSpan(0, groups).ToArray();
        var rows = new int[starts[groups]];
        for (var row = 0; row < keys.Length; row++)
        {
            if (keys[row] >= 0) rows[next[keys[row]]++] = row;
        }

        return new RowGroups(rows, starts);
    }
}
