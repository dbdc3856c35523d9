using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>A segment as a question sees it: all of its rows, or those that a filter keeps, as if there were no others.</summary>
internal sealed class KeptSegment
{
    private readonly ISegmentRows _segment;
    private readonly KeptRows? _kept;

    private KeptSegment(ISegmentRows segment, KeptRows? kept) => (_segment, _kept) = (segment, kept);

    /// <summary>The chunk of the rows.</summary>
    public ChunkId Chunk => _segment.Chunk;

    /// <summary>How many rows there are.</summary>
    public int Rows => _kept?.Count ?? _segment.Rows;

    /// <summary>The least start, in ticks; missing where no row has one.</summary>
    public long MinStarted => _kept?.First ?? _segment.MinStarted;

    /// <summary>The greatest start, in ticks; missing where no row has one.</summary>
    public long MaxStarted => _kept?.Last ?? _segment.MaxStarted;

    /// <summary>All rows of a segment.</summary>
    public static KeptSegment Whole(ISegmentRows segment) => new(segment, null);

    /// <summary>The rows of segments that a filter keeps. Segments without any are left out.</summary>
    public static KeptSegment[] Of(ISegmentRows[] segments, RowFilter? filter) => filter is null
        ? Array.ConvertAll(segments, Whole)
        : [.. segments.Select(segment => new KeptSegment(segment, KeptRows.Of(segment, filter))).Where(segment => segment.Rows > 0)];

    /// <summary>The columns of an encoding that any of the rows may have, in the order in which they stand.</summary>
    public IEnumerable<ColumnId> ColumnsOf(ColumnEncoding encoding) => _segment.ColumnsOf(encoding);

    /// <summary>Whether there is the column. It may be missing in every row; where rows were left out, it is not.</summary>
    public bool Has(ColumnId id) => _segment.Has(id) && (_kept is null || !IsMissing(id));

    /// <summary>Reads a column of integers, one a row; <see cref="Missing.Value"/> where it is missing.</summary>
    public void ReadIntegers(ColumnId id, Span<long> destination)
    {
        if (_kept is null)
        {
            _segment.ReadIntegers(id, destination);
            return;
        }

        using var scratch = new Scratch();
        var all = scratch.Rent<long>(_segment.Rows);
        _segment.ReadIntegers(id, all);
        _kept.Gather(all, destination);
    }

    /// <summary>Reads a column of hashes: the dictionary of the values that occur, and for each row its index into it.</summary>
    public ulong[] ReadHashes(ColumnId id, Span<int> indices)
    {
        if (_kept is null) return _segment.ReadHashes(id, indices);
        using var scratch = new Scratch();
        var all = scratch.Rent<int>(_segment.Rows);
        return Used(_segment.ReadHashes(id, all), all, indices, scratch);
    }

    /// <summary>Reads a column of texts: the dictionary of the values that occur, and for each row its index into it.</summary>
    public string[] ReadTexts(ColumnId id, Span<int> indices)
    {
        if (_kept is null) return _segment.ReadTexts(id, indices);
        using var scratch = new Scratch();
        var all = scratch.Rent<int>(_segment.Rows);
        return Used(_segment.ReadTexts(id, all), all, indices, scratch);
    }

    /// <summary>Reads a column of lists, one a row.</summary>
    public NumberLists ReadLists(ColumnId id) =>
        _kept is null ? _segment.ReadLists(id) : _segment.ReadLists(id).Of(_kept.Rows());

    private bool IsMissing(ColumnId id)
    {
        using var scratch = new Scratch();
        if (_segment.ColumnsOf(ColumnEncoding.Integers).Contains(id))
        {
            var values = scratch.Rent<long>(Rows);
            ReadIntegers(id, values);
            return !values.ContainsAnyExcept(Missing.Value);
        }

        if (_segment.ColumnsOf(ColumnEncoding.Lists).Contains(id)) return ReadLists(id).Values.IsEmpty;
        var indices = scratch.Rent<int>(Rows);
        var isText = _segment.ColumnsOf(ColumnEncoding.Texts).Contains(id);
        return (isText ? ReadTexts(id, indices).Length : ReadHashes(id, indices).Length) == 0;
    }

    // Values are numbered in the order in which rows first have them, as in a segment without the other rows.
    private T[] Used<T>(T[] dictionary, ReadOnlySpan<int> all, Span<int> indices, Scratch scratch)
    {
        _kept!.Gather(all, indices);
        var number = scratch.Rent(dictionary.Length, -1);
        var used = new List<T>();
        foreach (ref var index in indices)
        {
            if (index < 0) continue;
            ref var known = ref number[index];
            if (known < 0)
            {
                known = used.Count;
                used.Add(dictionary[index]);
            }

            index = known;
        }

        return [.. used];
    }
}
