namespace LlmWorkload.Reading;

/// <summary>A list of 64-bit block numbers a row, one behind the other.</summary>
/// <param name="capacity">The most rows.</param>
internal sealed class BlockLists(int capacity)
{
    private readonly int[] _ends = new int[capacity + 1];
    private ulong[] _values = [];
    private int _length;
    private int _rows;

    /// <summary>Whether any row has a block.</summary>
    public bool Any => _length > 0;

    /// <summary>The blocks of a row; empty where it has none.</summary>
    public ReadOnlySpan<ulong> this[int row] => row >= _rows ? [] : _values.AsSpan(_ends[row].._ends[row + 1]);

    /// <summary>Forgets every row.</summary>
    public void Clear() => (_length, _rows) = (0, 0);

    /// <summary>Adds a block to a row, which is the last so far or comes behind it.</summary>
    public void Add(int row, ulong block)
    {
        while (_rows <= row) _ends[++_rows] = _length;
        if (_length == _values.Length) Array.Resize(ref _values, Math.Max(1024, _length * 2));
        _values[_length++] = block;
        _ends[row + 1] = _length;
    }

    /// <summary>Takes back what a row has, since the row is rejected.</summary>
    public void Remove(int row)
    {
        if (row >= _rows) return;
        (_length, _rows) = (_ends[row], row);
    }
}
