namespace LlmWorkload.Segments;

/// <summary>
/// Encodes the rows of a segment, column by column. The writer can then begin another segment in the same memory. The bytes depend on
/// nothing but the calls, so equal rows give equal segments. A call that throws leaves the segment as it was. Not safe for use by two
/// threads at once.
/// </summary>
public sealed class SegmentWriter
{
    private readonly ByteWriter _head = new(SegmentHeader.MostBytes);
    private readonly ByteWriter _body = new(1 << 12);
    private readonly List<ColumnId> _columns = [];
    private readonly List<(ColumnId Id, ulong[] Hashes)> _dictionaries = [];
    private ChunkId _chunk;
    private int _rows;
    private int _complete;
    private long _minStarted = Missing.Value;
    private long _maxStarted = Missing.Value;

    /// <summary>Creates a writer of segments; each is begun with <see cref="Begin(ChunkId, int)"/>.</summary>
    public SegmentWriter()
    {
    }

    /// <summary>Creates a writer and begins its first segment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is negative or more than 2²².</exception>
    public SegmentWriter(ChunkId chunk, int rows) => Begin(chunk, rows);

    /// <summary>Begins a segment of <paramref name="rows"/> rows, without columns. A segment that was begun before is dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is negative or more than 2²².</exception>
    public void Begin(ChunkId chunk, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, SegmentHeader.MostRows);
        (_chunk, _rows, _complete) = (chunk, rows, 0);
        (_minStarted, _maxStarted) = (Missing.Value, Missing.Value);
        _columns.Clear();
        _dictionaries.Clear();
    }

    /// <summary>
    /// Adds a column of one integer a row, <see cref="Missing.Value"/> where it is missing. A bitmap is written only if some are missing
    /// and some are not. <see cref="ColumnId.Started"/> also gives the segment its first and last start.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one value a row, or the column is already there.</exception>
    public void AddIntegers(ColumnId id, ReadOnlySpan<long> values)
    {
        CheckRows(values.Length);
        var start = Begin(id, ColumnEncoding.Integers);
        IntegerCodec.Write(values, _body);
        End(id, start);
        if (id == ColumnId.Started)
            (_minStarted, _maxStarted) = RangeOf(values);
    }

    /// <summary>
    /// Adds a column of one 64-bit hash a row, as an index into <paramref name="dictionary"/>; −1 is missing. It takes the fewest
    /// bytes when entries stand in the order in which the rows first use them.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one index a row, or the column is already there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is below −1 or outside the dictionary.</exception>
    public void AddHashes(ColumnId id, ReadOnlySpan<ulong> dictionary, ReadOnlySpan<int> indices)
    {
        CheckRows(indices.Length);
        var start = Begin(id, ColumnEncoding.Hashes);
        HashCodec.Write(dictionary, indices, _body);
        End(id, start);
        _dictionaries.Add((id, dictionary.ToArray()));
    }

    /// <summary>Adds a column of one text a row, as an index into <paramref name="dictionary"/>; −1 is missing.</summary>
    /// <exception cref="ArgumentException">
    /// There is not one index a row, the column is already there, or a text is null or has half of a surrogate pair.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is below −1 or outside the dictionary.</exception>
    public void AddTexts(ColumnId id, IReadOnlyList<string> dictionary, ReadOnlySpan<int> indices)
    {
        CheckRows(indices.Length);
        var start = Begin(id, ColumnEncoding.Texts);
        TextCodec.Write(dictionary, indices, _body);
        End(id, start);
    }

    /// <summary>
    /// Adds any number of pairs of a hash and its text. Where the dictionary of one hash column, added before, has all of the hashes, a
    /// hash takes a few bits, else 8 bytes.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There is not one text a hash, the column is already there, or a text is null or has half of a surrogate pair.
    /// </exception>
    public void AddTextTable(ColumnId id, ReadOnlySpan<ulong> hashes, IReadOnlyList<string> texts)
    {
        if (hashes.Length != texts.Count)
            throw new ArgumentException($"There are {hashes.Length} hashes but {texts.Count} texts.", nameof(texts));
        var start = Begin(id, ColumnEncoding.TextTable);
        TextTable.Write(hashes, texts, _dictionaries, _body);
        End(id, start);
    }

    /// <summary>
    /// Adds a column of one list of numbers a row. It takes few bytes where lists begin as earlier ones do, and where what is new in them
    /// follows one another.
    /// </summary>
    /// <param name="id">The column.</param>
    /// <param name="starts">Where each row's list starts among the values, ascending, and where the last one ends.</param>
    /// <param name="values">The numbers; those outside of the lists do not count.</param>
    /// <exception cref="ArgumentException">
    /// There is not one list a row, the column is already there, or the lists have more than 2²⁴ numbers together.
    /// </exception>
    public void AddLists(ColumnId id, ReadOnlySpan<int> starts, ReadOnlySpan<ulong> values)
    {
        CheckRows(starts.Length - 1);
        if (starts[^1] - starts[0] > ListCodec.MostValues)
            throw new ArgumentException($"The lists have more than {ListCodec.MostValues} numbers.", nameof(values));
        var start = Begin(id, ColumnEncoding.Lists);
        ListCodec.Write(starts, values, _body);
        End(id, start);
    }

    /// <summary>The segment with the columns added so far.</summary>
    public byte[] ToArray()
    {
        _head.TruncateTo(0);
        new SegmentHeader(_chunk, _rows, _minStarted, _maxStarted).Write(_head);
        var segment = GC.AllocateUninitializedArray<byte>(_head.Length + _complete);
        _head.Written.CopyTo(segment);
        _body.Written[.._complete].CopyTo(segment.AsSpan(_head.Length));
        SegmentHeader.Seal(segment);
        return segment;
    }

    private static (long Least, long Most) RangeOf(ReadOnlySpan<long> values)
    {
        var (least, most) = (long.MaxValue, Missing.Value);
        foreach (var value in values)
        {
            most = Math.Max(most, value);
            if (value != Missing.Value)
                least = Math.Min(least, value);
        }

        return most == Missing.Value ? (Missing.Value, Missing.Value) : (least, most);
    }

    private void CheckRows(int length)
    {
        if (length != _rows)
            throw new ArgumentException($"The column has {length} values but the segment {_rows} rows.");
    }

    // A call that threw may have left bytes behind the last complete column. They are dropped here.
    private int Begin(ColumnId id, ColumnEncoding encoding)
    {
        if (id == TextTable.OwnHashes)
            throw new ArgumentException("The number 0 names no column.", nameof(id));
        if (_columns.Contains(id))
            throw new ArgumentException($"The segment already has a column {id}.", nameof(id));
        _body.TruncateTo(_complete);
        _body.Byte((byte)id);
        _body.Byte((byte)encoding);
        return _body.BeginSized();
    }

    private void End(ColumnId id, int start)
    {
        _body.EndSized(start);
        _complete = _body.Length;
        _columns.Add(id);
    }
}
