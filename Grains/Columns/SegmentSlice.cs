using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The rows that a bucket's segment has of one model: in all that can be read the segment that the model gets where it has a grain of its
/// own.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SegmentSlice : ISegmentRows
{
    // A segment of a log that has these fields has them even where no row has a value.
    private static readonly ColumnId[] Usual =
        [ColumnId.Started, ColumnId.InputTokens, ColumnId.OutputTokens, ColumnId.Ttft, ColumnId.Duration];

    private readonly DecodedSegment _segment;
    private readonly int _from;

    /// <summary>Some rows of a segment that follow one another.</summary>
    public SegmentSlice(DecodedSegment segment, int from, int rows)
    {
        (_segment, _from, Rows) = (segment, from, rows);
        (MinStarted, MaxStarted) = (Missing.Value, Missing.Value);
        if (!segment.Has(ColumnId.Started)) return;
        foreach (var instant in segment.Integers(ColumnId.Started).Slice(from, rows))
        {
            if (instant == Missing.Value) continue;
            MinStarted = MinStarted == Missing.Value ? instant : Math.Min(MinStarted, instant);
            MaxStarted = Math.Max(MaxStarted, instant);
        }
    }

    /// <inheritdoc/>
    public ChunkId Chunk => _segment.Chunk;

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public long MinStarted { get; }

    /// <inheritdoc/>
    public long MaxStarted { get; }

    /// <inheritdoc/>
    public bool Has(ColumnId id)
    {
        foreach (var (column, encoding) in _segment.Columns)
        {
            if (column == id) return Has(column, encoding);
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<ColumnId> ColumnsOf(ColumnEncoding encoding) =>
        _segment.Columns.Where(column => column.Encoding == encoding && Has(column.Id, encoding)).Select(column => column.Id);

    /// <inheritdoc/>
    public void ReadIntegers(ColumnId id, Span<long> destination)
    {
        if (_segment.Has(id)) Own(_segment.Integers(id)).CopyTo(destination);
        else destination.Fill(Missing.Value);
    }

    /// <inheritdoc/>
    public ulong[] ReadHashes(ColumnId id, Span<int> indices)
    {
        if (!_segment.Has(id)) return None<ulong>(indices);
        var (dictionary, index) = _segment.Hashes(id);
        return Used(dictionary, Own<int>(index), indices);
    }

    /// <inheritdoc/>
    public string[] ReadTexts(ColumnId id, Span<int> indices)
    {
        if (!_segment.Has(id)) return None<string>(indices);
        var (dictionary, index) = _segment.Texts(id);
        return Used(dictionary, Own<int>(index), indices);
    }

    /// <inheritdoc/>
    public NumberLists ReadLists(ColumnId id)
    {
        var rows = new int[Rows];
        for (var row = 0; row < rows.Length; row++) rows[row] = _from + row;
        return _segment.Lists(id).Of(rows);
    }

    /// <summary>The segment as bytes.</summary>
    /// <param name="writer">Encodes it.</param>
    public SegmentMessage Encode(SegmentWriter writer)
    {
        writer.Begin(Chunk, Rows);
        var index = new int[Rows];
        foreach (var (id, encoding) in _segment.Columns)
        {
            if (!Has(id, encoding)) continue;
            if (encoding == ColumnEncoding.Integers) writer.AddIntegers(id, Own(_segment.Integers(id)));
            else if (encoding == ColumnEncoding.Hashes) writer.AddHashes(id, ReadHashes(id, index), index);
            else if (encoding == ColumnEncoding.Texts) writer.AddTexts(id, ReadTexts(id, index), index);
            else if (encoding == ColumnEncoding.Lists) AddLists(writer, id, ReadLists(id));
        }

        return new SegmentMessage(Chunk, writer.ToArray());
    }

    private static void AddLists(SegmentWriter writer, ColumnId id, NumberLists lists)
    {
        var starts = new int[lists.Rows + 1];
        for (var row = 0; row < lists.Rows; row++) starts[row + 1] = starts[row] + lists[row].Length;
        writer.AddLists(id, starts, lists.Values);
    }

    private static T[] None<T>(Span<int> indices)
    {
        indices.Fill(-1);
        return [];
    }

    // Values are numbered in the order in which rows first have them. There are few rows, so a search is quick.
    private static T[] Used<T>(T[] dictionary, ReadOnlySpan<int> all, Span<int> indices)
    {
        var used = all.Length <= 256 ? stackalloc int[all.Length] : new int[all.Length];
        var count = 0;
        for (var row = 0; row < all.Length; row++)
        {
            var value = all[row];
            var known = value < 0 ? -1 : used[..count].IndexOf(value);
            if (value >= 0 && known < 0) used[known = count++] = value;
            indices[row] = known;
        }

        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = dictionary[used[i]];
        return values;
    }

    private ReadOnlySpan<T> Own<T>(ReadOnlySpan<T> column) => column.Slice(_from, Rows);

    private bool Has(ColumnId id, ColumnEncoding encoding) => encoding switch
    {
        ColumnEncoding.Integers => Usual.Contains(id) || Own(_segment.Integers(id)).ContainsAnyExcept(Missing.Value),
        ColumnEncoding.Hashes => Own<int>(_segment.Hashes(id).Index).ContainsAnyExcept(-1),
        ColumnEncoding.Texts => Own<int>(_segment.Texts(id).Index).ContainsAnyExcept(-1),
        ColumnEncoding.Lists => HasValues(id),
        _ => false,
    };

    private bool HasValues(ColumnId id)
    {
        var lists = _segment.Lists(id);
        for (var row = _from; row < _from + Rows; row++)
        {
            if (lists[row].Length > 0) return true;
        }

        return false;
    }
}
