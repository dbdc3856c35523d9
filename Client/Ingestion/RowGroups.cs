namespace LlmWorkload.Ingestion;

/// <summary>
/// Rows grouped by a key, by counting sort: within a group they keep their order. Columns are scattered rather than gathered: one pass
/// reads a column in order and writes at one place per group, so that both sides stay in the cache. Kept and used again for chunk after
/// chunk.
/// </summary>
internal sealed class RowGroups
{
    private int[] _starts = [];
    private int[] _places = [];
    private int _rows;

    /// <summary>Number of groups, empty ones counted.</summary>
    public int Count { get; private set; }

    /// <summary>Where the rows of a group stand in a grouped column.</summary>
    public Range this[int group] => _starts[group].._starts[group + 1];

    /// <summary>How many rows a group has.</summary>
    public int Rows(int group) => _starts[group + 1] - _starts[group];

    /// <summary>Groups rows by key; rows with a negative key are in no group.</summary>
    /// <param name="keys">A key per row, below <paramref name="groups"/>.</param>
    /// <param name="groups">Number of groups.</param>
    public void Group(ReadOnlySpan<int> keys, int groups)
    {
        (Count, _rows) = (groups, keys.Length);
        if (_starts.Length < groups + 2) _starts = new int[groups + 2];
        if (_places.Length < keys.Length) _places = new int[keys.Length];

        // Those with a negative key follow the last group, so that the scattering needs no look at the key.
        var next = new int[groups + 1];
        foreach (var key in keys) next[key < 0 ? groups : key]++;
        var start = 0;
        for (var group = 0; group <= groups; group++)
        {
            (_starts[group], start) = (start, start + next[group]);
            next[group] = _starts[group];
        }

        _starts[groups + 1] = start;
        for (var row = 0; row < keys.Length; row++) _places[row] = next[keys[row] < 0 ? groups : keys[row]]++;
    }

    /// <summary>Puts the values of a column, one for each row, in the order of the groups.</summary>
    /// <param name="column">The values; there may be more than rows.</param>
    /// <param name="grouped">Receives them; replaced where it is too short.</param>
    public void Scatter<T>(T[] column, ref T[] grouped)
    {
        if (grouped.Length < _rows) grouped = new T[column.Length];
        var target = grouped;
        var values = column.AsSpan(0, _rows);
        var places = _places.AsSpan(0, _rows);
        for (var row = 0; row < values.Length; row++) target[places[row]] = values[row];
    }
}
