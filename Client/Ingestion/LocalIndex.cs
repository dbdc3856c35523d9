namespace LlmWorkload.Ingestion;

/// <summary>
/// Gives the values that some rows use small indices of their own, in order of first appearance. Kept and used again for group after group.
/// </summary>
internal sealed class LocalIndex
{
    private int[] _local = [];
    private int[] _used = [];
    private int[] _indices = [];
    private int _count;
    private int _rows;

    /// <summary>The values used, by their new index.</summary>
    public ReadOnlySpan<int> Used => _used.AsSpan(0, _count);

    /// <summary>The new index of each row, −1 for none.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, _rows);

    /// <summary>Maps the values of some rows.</summary>
    /// <param name="column">A value per row, −1 for none.</param>
    /// <param name="values">Number of possible values.</param>
    public void Map(ReadOnlySpan<int> column, int values)
    {
        if (_local.Length < values) Array.Resize(ref _local, Math.Max(values, _local.Length * 2));
        if (_indices.Length < column.Length) (_indices, _used) = (new int[column.Length], new int[column.Length]);
        (_count, _rows) = (0, column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            var value = column[row];
            if (value < 0)
            {
                _indices[row] = -1;
                continue;
            }

            if (_local[value] == 0)
            {
                _used[_count++] = value;
                _local[value] = _count;
            }

            _indices[row] = _local[value] - 1;
        }

        foreach (var value in Used) _local[value] = 0;
    }
}
