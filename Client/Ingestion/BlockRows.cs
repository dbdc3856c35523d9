using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>The blocks of a chunk's rows in the order of groups. Kept and used again for chunk after chunk.</summary>
internal sealed class BlockRows
{
    private int[] _rows = [];
    private int[] _grouped = [];
    private ulong[] _values = [];
    private BlockLists? _blocks;

    /// <summary>Takes the blocks of a batch.</summary>
    public void Scatter(RequestBatch batch, RowGroups groups)
    {
        _blocks = batch.Blocks.Any ? batch.Blocks : null;
        if (_blocks is null) return;
        if (_rows.Length < batch.Rows) _rows = [.. Enumerable.Range(0, batch.Capacity)];
        groups.Scatter(_rows, ref _grouped);
    }

    /// <summary>How many blocks a grouped row has.</summary>
    public int Count(int row) => _blocks![_grouped[row]].Length;

    /// <summary>Adds the column of some grouped rows to a segment; none where no row of them has a block.</summary>
    public void AddTo(SegmentWriter writer, Range rows)
    {
        if (_blocks is null) return;
        var grouped = _grouped.AsSpan(rows);
        var starts = new int[grouped.Length + 1];
        for (var row = 0; row < grouped.Length; row++) starts[row + 1] = checked(starts[row] + _blocks[grouped[row]].Length);
        if (starts[^1] == 0) return;
        if (_values.Length < starts[^1]) _values = new ulong[Math.Max(starts[^1], _values.Length * 2)];
        for (var row = 0; row < grouped.Length; row++) _blocks[grouped[row]].CopyTo(_values.AsSpan(starts[row]));
        writer.AddLists(ColumnId.Blocks, starts, _values);
    }
}
