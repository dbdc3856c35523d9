using LlmWorkload.Datasets;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// Reads a Parquet file, without an object or a string per row: a row is a record, and its line is its number from 1. What stands at the
/// end of the file tells where its rows are: so the text before any row but the first is all of the file. Not safe for use by two threads
/// at once.
/// </summary>
internal sealed partial class ParquetRequestReader : RecordReader, IRequestReader
{
    private readonly string _file;
    private readonly string? _within;
    private readonly ParquetFile _parquet;
    private readonly ParquetSlots _slots;
    private readonly RecordPlan _plan;
    private readonly ParquetColumn?[] _columns;
    private readonly ParquetColumn[] _read;
    private readonly JsonCells _cells;
    private readonly RowBuilder _rows;
    private TextHash? _hash;

    /// <summary>Opens a file and reads its schema; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, has no column that is required, or is not the one of <paramref name="resumeAt"/>.
    /// </exception>
    public ParquetRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
        : base(source, options)
    {
        _file = source.PlainFile();
        _within = _file == source.Path ? source.Within : null;
        _parquet = OpenFile();
        try
        {
            _slots = new ParquetSlots(_parquet.Leaves);
            _plan = MakePlan(mappings, source.Name);
            var used = _plan.Used().Select(_slots.ColumnOf).ToHashSet();
            _columns = [.. _parquet.Leaves.Select(
                leaf => used.Contains(leaf.Index) ? ParquetColumn.Of(leaf, options.MaxFieldBytes) : null)];
            _read = [.. _columns.OfType<ParquetColumn>()];
            _cells = new JsonCells(_slots);
            _rows = new RowBuilder(_plan, tables, options);
            _hash = hash;
            Position = resumeAt ?? new FilePosition(0, 1, 0);
            if (resumeAt is { Record: > 0 } position) GoTo(position);
        }
        catch (Exception failure)
        {
            Dispose();
            if (failure is InvalidDataException) throw Unreadable(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public FilePosition Position { get; private set; }

    /// <inheritdoc/>
    public TextHash? Hash
    {
        get
        {
            if (_hash is not null) PassTo(_hash, Position.Offset);
            return _hash?.Clone();
        }
    }

    /// <inheritdoc/>
    public bool EndsInLine => false;

    /// <inheritdoc/>
    public long BytesRead => _parquet.Rows == 0 ? _parquet.Length : (long)((Int128)_parquet.Length * Records / _parquet.Rows);

    /// <inheritdoc/>
    public FileColumns Columns
    {
        get
        {
            var read = _read.Select(column => column.Leaf.Top).ToHashSet();
            return _plan.Columns([.. _parquet.Names.Where(name => !read.Contains(name)).Select(LogText.Name)]);
        }
    }

    /// <inheritdoc/>
    public LogLayout Layout => new(_plan.Mapping.Name, "Parquet", null, _slots.Layout(_plan, NameOf));

    /// <inheritdoc/>
    public string? ModelColumn => _plan[RequestFields.Model] is { Any: true } model ? NameOf(model.First) : null;

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _hash = hash;

    /// <inheritdoc/>
    public void GiveBack(LogSource source) => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in _read ?? []) column.Dispose();
        _group?.Dispose();
        _parquet.Dispose();
    }

    /// <inheritdoc/>
    protected override RowBuilder Rows => _rows;

    /// <inheritdoc/>
    protected override bool HasRecord => _row < _rowsThere || Advance();

    /// <inheritdoc/>
    protected override void MarkPosition() => Position = new FilePosition(_parquet.Length, Records + 1, Records);

    private ParquetFile OpenFile()
    {
        try
        {
            return new ParquetFile(_file, _within);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(e);
        }
    }

    private WorkloadException Unreadable(Exception failure) =>
        Fault($"{Path}: cannot be read as Parquet: {failure.Message.TrimEnd('.')}.", failure);

    private RecordPlan MakePlan(LogMappings mappings, string name)
    {
        var plan = new RecordPlan(mappings.Of(Path, LogContainers.Parquet, _parquet.Names, Options), Options, name, _slots);
        var seen = new HashSet<string>();
        foreach (var leaf in _parquet.Leaves)
        {
            // A second column of a name is never read: nobody knows which of the two is meant.
            if (leaf is { CanBeRead: true, IsAtTop: true } && seen.Add(RequestField.Plain(leaf.Top)))
                plan.AddName(leaf.Top, leaf.Index, () => leaf.IsNumber);
        }

        plan.Check(Path, "the schema", () => LogText.Names(_parquet.Names));
        return plan;
    }

    private string NameOf(int slot) => LogText.Name(_parquet.Leaves[_slots.ColumnOf(slot)].Path);

    private void PassTo(TextHash hash, long offset)
    {
        if (hash.Length >= offset) return;
        try
        {
            using var stream = LogStream.Open(_file);
            if (!stream.SkipTo(hash.Length) || !stream.SkipTo(offset, hash))
                throw Fault($"{Path}: the file ends before byte {offset:N0}. It has changed since.");
        }
        catch (IOException e)
        {
            throw Fault($"{Path}: cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
