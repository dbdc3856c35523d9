namespace LlmWorkload.Ingestion;

/// <summary>Gives the values that some rows use small indices of their own, in order of first appearance.</summary>
internal sealed class LocalIndex
{
    private int[] _local = [];

    /// <summary>Maps the values of some rows.</summary>
    /// <param name="column">Values of all rows, −1 for none.</param>
    /// <param name="rows">The rows wanted.</param>
    /// <param name="values">Number of possible values.</param>
    /// <param name="indices">Receives an index a row, −1 for none.</param>
    /// <returns>The values used, by their new index.</returns>
    public List<int> Map(int[] column, ReadOnlySpan<int> rows, int values, Span<int> indices)
    {
        if (_local.Length < values) Array.Resize(ref _local, Math.Max(values, _local.Length * 2));
        var used = new List<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[i]];
            if (value < 0)
            {
                indices[i] = -1;
                continue;
            }

            if (_local[value] == 0)
            {
                used.Add(value);
                _local[value] = used.Count;
            }

            indices[i] = _local[value] - 1;
        }

        foreach (var value in used) _local[value] = 0;
        return used;
    }
}
