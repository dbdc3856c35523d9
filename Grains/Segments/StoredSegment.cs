namespace LlmWorkload.Segments;

/// <summary>
/// A segment that a grain holds. Its bytes are in memory, or stay in storage until they are asked for: see <see cref="StoredRecord"/>. What
/// its head says stays in memory, so that questions find the segments that they need.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class StoredSegment : ISegmentRows
{
    private StoredRecord? _record;
    private byte[]? _bytes;
    private SegmentReader? _reader;
    private Head? _head;
    private (ColumnId Id, ColumnEncoding Encoding)[]? _columns;

    /// <summary>A segment in memory. Nothing of it is read yet.</summary>
    public StoredSegment(SegmentMessage segment) =>
        (Chunk, _bytes, Length) = (segment.Chunk, segment.Bytes, segment.Bytes.Length);

    /// <inheritdoc/>
    public ChunkId Chunk { get; }

    /// <inheritdoc/>
    /// <exception cref="SegmentFormatException">The segment does not begin as one does.</exception>
    public int Rows => HeadOf().Rows;

    /// <inheritdoc/>
    public long MinStarted => HeadOf().MinStarted;

    /// <inheritdoc/>
    public long MaxStarted => HeadOf().MaxStarted;

    /// <summary>How many bytes it has.</summary>
    public int Length { get; }

    /// <summary>The columns, in the order in which they stand.</summary>
    public IReadOnlyList<(ColumnId Id, ColumnEncoding Encoding)> Columns => _columns ??= [.. Open().Columns];

    /// <summary>The segment as it is sent. It may be read from storage, and the caller waits for that.</summary>
    public SegmentMessage ToMessage() => new(Chunk, Bytes());

    /// <summary>Opens the segment, which checks it once as long as it is in memory.</summary>
    /// <exception cref="SegmentFormatException">It is damaged.</exception>
    public SegmentReader Open()
    {
        _record?.Use();
        if (Volatile.Read(ref _reader) is { } opened) return opened;
        var reader = SegmentReader.Open(Bytes());
        Volatile.Write(ref _reader, reader);
        return reader;
    }

    /// <inheritdoc/>
    public bool Has(ColumnId id)
    {
        foreach (var column in Columns)
        {
            if (column.Id == id) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<ColumnId> ColumnsOf(ColumnEncoding encoding) =>
        Columns.Where(column => column.Encoding == encoding).Select(column => column.Id);

    /// <inheritdoc/>
    public void ReadIntegers(ColumnId id, Span<long> destination) => Open().ReadIntegers(id, destination);

    /// <inheritdoc/>
    public ulong[] ReadHashes(ColumnId id, Span<int> indices) => Open().ReadHashes(id, indices);

    /// <inheritdoc/>
    public string[] ReadTexts(ColumnId id, Span<int> indices) => Open().ReadTexts(id, indices);

    /// <inheritdoc/>
    public NumberLists ReadLists(ColumnId id) => Open().ReadLists(id);

    /// <summary>From now on its bytes may be left to storage.</summary>
    /// <param name="record">Where they are.</param>
    internal void LeaveTo(StoredRecord record) => Volatile.Write(ref _record, record);

    /// <summary>Gets the bytes that it had before.</summary>
    internal void Fill(byte[] bytes) => Volatile.Write(ref _bytes, bytes);

    /// <summary>Forgets the bytes, and keeps the head. Whoever reads the bytes keeps them until it is done.</summary>
    internal void Forget()
    {
        try
        {
            if (Held is not null) HeadOf();
        }
        catch (SegmentFormatException)
        {
            // Whoever asks for the segment is told.
        }

        Volatile.Write(ref _reader, null);
        Volatile.Write(ref _bytes, null);
    }

    /// <summary>The bytes where they are in memory; else null.</summary>
    internal byte[]? Held => Volatile.Read(ref _bytes);

    private Head HeadOf()
    {
        if (_head is { } known) return known;
        var (rows, first, last) = SegmentReader.HeadOf(Bytes());
        return _head = new Head(rows, first, last);
    }

    private byte[] Bytes() => Held ?? Volatile.Read(ref _record)!.Load(this);

    private sealed record Head(int Rows, long MinStarted, long MaxStarted);
}
