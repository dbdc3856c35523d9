using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>The columns of a bucket's segment, each decoded once for all of its models.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class DecodedSegment(StoredSegment segment)
{
    private readonly Dictionary<ColumnId, long[]> _integers = [];
    private readonly Dictionary<ColumnId, (ulong[] Dictionary, int[] Index)> _hashes = [];
    private readonly Dictionary<ColumnId, (string[] Dictionary, int[] Index)> _texts = [];
    private readonly Dictionary<ColumnId, NumberLists> _lists = [];

    /// <summary>The chunk of the rows.</summary>
    public ChunkId Chunk => segment.Chunk;

    /// <summary>The columns of the rows of models, in the order in which they stand: all but the one that says whose a row is.</summary>
    public IEnumerable<(ColumnId Id, ColumnEncoding Encoding)> Columns => segment.Columns.Where(column => column.Id != ColumnId.Model);

    /// <summary>Whether the segment has the column.</summary>
    public bool Has(ColumnId id) => id != ColumnId.Model && segment.Has(id);

    /// <summary>A column of integers.</summary>
    public ReadOnlySpan<long> Integers(ColumnId id)
    {
        if (_integers.TryGetValue(id, out var column)) return column;
        column = new long[segment.Rows];
        segment.ReadIntegers(id, column);
        return _integers[id] = column;
    }

    /// <summary>A column of hashes: the dictionary and each row's index into it.</summary>
    public (ulong[] Dictionary, int[] Index) Hashes(ColumnId id)
    {
        if (_hashes.TryGetValue(id, out var column)) return column;
        var index = new int[segment.Rows];
        return _hashes[id] = (segment.ReadHashes(id, index), index);
    }

    /// <summary>A column of texts: the dictionary and each row's index into it.</summary>
    public (string[] Dictionary, int[] Index) Texts(ColumnId id)
    {
        if (_texts.TryGetValue(id, out var column)) return column;
        var index = new int[segment.Rows];
        return _texts[id] = (segment.ReadTexts(id, index), index);
    }

    /// <summary>A column of lists.</summary>
    public NumberLists Lists(ColumnId id)
    {
        if (!_lists.TryGetValue(id, out var column)) _lists.Add(id, column = segment.ReadLists(id));
        return column;
    }
}
