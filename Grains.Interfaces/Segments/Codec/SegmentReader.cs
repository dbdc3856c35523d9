namespace LlmWorkload.Segments;

/// <summary>
/// Reads a segment; each column is decoded when it is asked for. Columns that this program does not know are skipped. An absent column
/// reads as missing in every row. The reader keeps the bytes that it was given, and they must not change. Several threads can use it at
/// once.
/// </summary>
public sealed class SegmentReader : ISegmentRows
{
    private readonly ReadOnlyMemory<byte> _segment;
    private readonly SegmentHeader _header;
    private readonly List<Column> _columns = [];

    private SegmentReader(ReadOnlyMemory<byte> segment)
    {
        _segment = segment;
        var reader = new ByteReader(segment.Span);
        _header = SegmentHeader.Read(ref reader, segment.Span);
        while (reader.Remaining > 0)
            AddColumn(ref reader);
    }

    /// <summary>The chunk of the rows.</summary>
    public ChunkId Chunk => _header.Chunk;

    /// <summary>Number of rows.</summary>
    public int Rows => _header.Rows;

    /// <summary>
    /// The least value of <see cref="ColumnId.Started"/>, in ticks; <see cref="Missing.Value"/> when no row has one.
    /// </summary>
    public long MinStarted => _header.MinStarted;

    /// <summary>
    /// The greatest value of <see cref="ColumnId.Started"/>, in ticks; <see cref="Missing.Value"/> when no row has one.
    /// </summary>
    public long MaxStarted => _header.MaxStarted;

    /// <summary>Checks the whole segment against its checksum and finds its columns.</summary>
    /// <exception cref="SegmentFormatException">The bytes are damaged, truncated, or of a newer format.</exception>
    public static SegmentReader Open(ReadOnlyMemory<byte> segment) => new(segment);

    /// <summary>What a segment's head announces: rows, first and last start. The rest of the segment is not read.</summary>
    /// <exception cref="SegmentFormatException">It does not begin as a segment does.</exception>
    public static (int Rows, long MinStarted, long MaxStarted) HeadOf(ReadOnlySpan<byte> segment)
    {
        var reader = new ByteReader(segment);
        var header = SegmentHeader.ReadUnchecked(ref reader, segment);
        return (header.Rows, header.MinStarted, header.MaxStarted);
    }

    /// <summary>Whether the segment has the column, even if it is missing in every row.</summary>
    public bool Has(ColumnId id) => Find(id) is not null;

    /// <summary>The columns, in the order in which they stand.</summary>
    public IEnumerable<(ColumnId Id, ColumnEncoding Encoding)> Columns => _columns.Select(column => (column.Id, column.Encoding));

    /// <summary>The columns of an encoding, in the order in which they stand.</summary>
    public IEnumerable<ColumnId> ColumnsOf(ColumnEncoding encoding) =>
        _columns.Where(column => column.Encoding == encoding).Select(column => column.Id);

    /// <summary>
    /// Reads a column of integers, one a row; <see cref="Missing.Value"/> where it is missing, and everywhere if the column is absent.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold integers, or is malformed.</exception>
    public void ReadIntegers(ColumnId id, Span<long> destination)
    {
        CheckRows(destination.Length);
        if (!TryOpen(id, ColumnEncoding.Integers, out var reader))
            destination.Fill(Missing.Value);
        else
            IntegerCodec.Read(ref reader, destination);
    }

    /// <summary>
    /// Reads a column of hashes. The result is the dictionary. Each row's index into it goes to <paramref name="indices"/>, −1 where it is
    /// missing. If the column is absent, the dictionary is empty.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="indices"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold hashes, or is malformed.</exception>
    public ulong[] ReadHashes(ColumnId id, Span<int> indices)
    {
        CheckRows(indices.Length);
        if (TryOpen(id, ColumnEncoding.Hashes, out var reader))
            return HashCodec.Read(ref reader, indices);
        indices.Fill(-1);
        return [];
    }

    /// <summary>
    /// Reads a column of texts. The result is the dictionary. Each row's index into it goes to <paramref name="indices"/>, −1 where it is
    /// missing. If the column is absent, the dictionary is empty.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="indices"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold texts, or is malformed.</exception>
    public string[] ReadTexts(ColumnId id, Span<int> indices)
    {
        CheckRows(indices.Length);
        if (TryOpen(id, ColumnEncoding.Texts, out var reader))
            return TextCodec.Read(ref reader, indices);
        indices.Fill(-1);
        return [];
    }

    /// <summary>Reads pairs of hash and text, in the order in which they were written; none if the column is absent.</summary>
    /// <exception cref="SegmentFormatException">The column does not hold such pairs, or is malformed.</exception>
    public (ulong[] Hashes, string[] Texts) ReadTextTable(ColumnId id) =>
        TryOpen(id, ColumnEncoding.TextTable, out var reader) ? TextTable.Read(ref reader, DictionaryOf) : ([], []);

    /// <summary>Reads a column of lists, one a row; all of them are empty if the column is absent.</summary>
    /// <exception cref="SegmentFormatException">The column does not hold lists, or is malformed.</exception>
    public NumberLists ReadLists(ColumnId id) =>
        TryOpen(id, ColumnEncoding.Lists, out var reader) ? ListCodec.Read(ref reader, Rows) : NumberLists.Empty(Rows);

    private void AddColumn(ref ByteReader reader)
    {
        var id = (ColumnId)reader.Byte();
        var encoding = (ColumnEncoding)reader.Byte();
        var length = reader.Int32();
        if (Has(id))
            throw Damage.Of($"it has the column {id} twice");
        _columns.Add(new Column(id, encoding, reader.Position, length));
        reader.Bytes(length);
    }

    private ulong[] DictionaryOf(ColumnId id) =>
        TryOpen(id, ColumnEncoding.Hashes, out var reader)
            ? HashCodec.ReadHashes(ref reader)
            : throw Damage.Of($"texts refer to the column {id}, which is absent");

    private bool TryOpen(ColumnId id, ColumnEncoding encoding, out ByteReader reader)
    {
        reader = default;
        if (Find(id) is not { } column)
            return false;
        if (column.Encoding != encoding)
        {
            throw new SegmentFormatException(
                $"The segment's column {id} is encoded as {column.Encoding}, which cannot be read as {encoding}.");
        }

        reader = new ByteReader(_segment.Span.Slice(column.Offset, column.Length));
        return true;
    }

    private Column? Find(ColumnId id)
    {
        foreach (var column in _columns)
        {
            if (column.Id == id)
                return column;
        }

        return null;
    }

    private void CheckRows(int length)
    {
        if (length != Rows)
            throw new ArgumentException($"The destination has {length} elements but the segment {Rows} rows.");
    }

    private readonly record struct Column(ColumnId Id, ColumnEncoding Encoding, int Offset, int Length);
}
