using System.Runtime.ExceptionServices;
using System.Text;
using LlmWorkload.Datasets;
using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// Reads a Parquet file: a row is a record, and its line is its number from 1. A place in the file is the number of rows before it; its byte
/// is the end of the last row group that stands before it as a whole, 4 for none, at the end of the rows the length of the file. Not safe for
/// use from several threads at once.
/// </summary>
internal sealed class ParquetRequestReader : IRequestReader
{
    private const int HeadBytes = 4;
    private const int HashBytes = 1 << 20;

    private readonly LogSource _source;
    private readonly string _path;
    private readonly ReadingOptions _options;
    private readonly ParquetStream _stream;
    private readonly ParquetFileReader _file;
    private readonly IReadOnlyList<ParquetFooter.Group> _groups;
    private readonly ParquetSlots _slots;
    private readonly RecordPlan _plan;
    private readonly RowBuilder _rows;
    private readonly ParquetColumn?[] _columns;
    private RowGroupReader? _group;
    private TextHash? _hash;
    private int _nextGroup;
    private long _leftInGroup;
    private int _row;
    private int _rowsRead;
    private long _records;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Opens a file and reads its schema; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">The file cannot be read, or lacks a field that is required.</exception>
    public ParquetRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
    {
        (_source, _path, _options, _hash) = (source, source.Path, options, hash);
        source.Spool();
        var log = source.Open();
        _stream = new ParquetStream(log);
        try
        {
            if (!log.IsPlain) throw Fault($"{_path}: a Parquet file that is compressed as a whole cannot be read; decompress it first.");
            _groups = ParquetFooter.Read(_stream);
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnableBufferedStream();
            properties.EnablePageChecksumVerification();
            _file = new ParquetFileReader(_stream, properties, leaveOpen: true);
            _slots = new ParquetSlots(_file.FileMetaData.Schema);
            var mapping = mappings.Of(_path, LogContainers.Parquet, _slots.Names, options);
            _plan = new RecordPlan(mapping, options, source.Name, _slots);
            var seen = new HashSet<string>();
            foreach (var leaf in _slots.Leaves)
            {
                if (leaf is { CanBeRead: true, IsAtTop: true } && seen.Add(RequestField.Plain(leaf.Top)))
                    _plan.AddName(leaf.Top, leaf.Index, () => leaf.IsNumber);
            }

            _plan.Check(_path, "the schema", () => string.Join(", ", _slots.Names.Take(50)));
            var used = _plan.Used();
            _columns = [.. _slots.Leaves.Select(leaf => used.Contains(leaf.Index) ? ParquetColumn.Of(leaf) : null)];
            _rows = new RowBuilder(_plan, tables, options);
            if (resumeAt is { Record: > 0 } position) Resume(position);
            MarkPosition();
        }
        catch (Exception e)
        {
            Dispose();
            if (e is WorkloadException or OutOfMemoryException) throw;
            throw Fault($"{_path}: cannot be read as Parquet: {Line(e)}.", e);
        }
    }

    /// <inheritdoc/>
    public FilePosition Position { get; private set; }

    /// <inheritdoc/>
    public TextHash? Hash
    {
        get
        {
            if (_hash is null) return null;
            PassTo(_hash, Position.Offset);
            return _hash.Clone();
        }
    }

    /// <inheritdoc/>
    public bool EndsInLine => false;

    /// <inheritdoc/>
    public long BytesRead => OffsetAt(_records);

    /// <inheritdoc/>
    public FileColumns Columns
    {
        get
        {
            var read = _slots.Leaves.Where(leaf => _columns[leaf.Index] is not null).Select(leaf => leaf.Top).ToHashSet();
            return new([.. _slots.Names.Where(name => !read.Contains(name))], _plan.Absent());
        }
    }

    /// <inheritdoc/>
    public string? ModelColumn =>
        _plan[RequestFields.Model] is { Any: true } model ? _slots.Leaves[model.First].Path : null;

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _hash = hash;

    /// <inheritdoc/>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        _failure?.Throw();
        _rows.Begin(batch);
        while (batch.Records < batch.Capacity && Advance())
        {
            _records++;
            batch.Records++;
            if (_rows.TryAdd(new ParquetRecord(_columns, _row), batch, _records, out var reason)) batch.Rows++;
            else if (reason is not null) Reject(batch, reason);
            _row++;
        }

        _rows.End(batch);

        // Rows before a failure are no last batch: whoever goes on later reads them again.
        if (batch.Records < batch.Capacity) _failure?.Throw();
        MarkPosition();
        return batch.Records > 0;
    }

    /// <inheritdoc/>
    public void GiveBack(LogSource source) => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in _columns ?? []) column?.Dispose();
        _group?.Dispose();
        _file?.Dispose();
        _stream.Dispose();
    }

    private void Resume(FilePosition position)
    {
        if (position.Record > _groups.Sum(group => group.Rows))
            throw Fault($"{_path}: the file ends before row {position.Record + 1:N0}, where reading was to go on. It has changed since.");
        while (_nextGroup < _groups.Count && _records + _groups[_nextGroup].Rows <= position.Record)
            _records += _groups[_nextGroup++].Rows;
        while (_records < position.Record)
        {
            if (!Advance()) break;
            var passed = (int)Math.Min(_rowsRead - _row, position.Record - _records);
            _row += passed;
            _records += passed;
        }

        _failure?.Throw();
    }

    // A failure behind a batch that has records waits for the next call, so that the batch can be kept.
    private bool Advance()
    {
        if (_row < _rowsRead) return true;
        if (_failure is not null) return false;
        try
        {
            while (_leftInGroup == 0)
            {
                if (_nextGroup == _groups.Count) return false;
                OpenGroup();
            }

            var rows = (int)Math.Min(ParquetColumn.MaxRows, _leftInGroup);
            foreach (var column in _columns) column?.Read(rows);
            (_row, _rowsRead) = (0, rows);
            _leftInGroup -= rows;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _failure = ExceptionDispatchInfo.Capture(Fault(
                $"{_path}: row group {_nextGroup}, behind row {_records:N0}: {Line(e)}; {_records:N0} rows could be read before it.", e));
            return false;
        }
    }

    private void OpenGroup()
    {
        _group?.Dispose();
        _group = _file.RowGroup(_nextGroup);
        var rows = _groups[_nextGroup++].Rows;
        foreach (var column in _columns) column?.Open(_group);
        _leftInGroup = rows;
    }

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        batch.CountRejected(reason);
        if (_options.Strict)
            throw Fault($"{_path}: row {_records}: {reason.Text}: {Found(reason)}; expected {reason.Expected}. The row: {Raw()}");
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(_path, new RejectedRecord(_source.Name, _records, reason.Text, Raw(), 1), reason, Found(reason)));
    }

    private string Found(RejectReason reason)
    {
        if (RejectReason.FieldOf(reason) is not { } field || _plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var record = new ParquetRecord(_columns, _row);
        var slot = slots.Where(each => !MissingMarker.Is(record[each])).Append(slots[0]).First();
        return $"column {_slots.Leaves[slot].Path} holds '{LogText.Raw(record[slot])}'";
    }

    private string Raw()
    {
        var raw = new MemoryStream();
        foreach (var column in _columns)
        {
            if (column is null) continue;
            if (raw.Length > 0) raw.Write(", "u8);
            raw.Write(Encoding.UTF8.GetBytes($"{column.Leaf.Path}="));
            raw.Write(column[_row]);
        }

        return LogText.Raw(raw.GetBuffer().AsSpan(0, (int)raw.Length));
    }

    private long OffsetAt(long records)
    {
        long end = HeadBytes, rows = 0;
        foreach (var group in _groups)
        {
            rows += group.Rows;
            if (rows > records) return end;
            end = Math.Max(end, group.End);
        }

        return _stream.Length;
    }

    private void PassTo(TextHash hash, long offset)
    {
        if (hash.Length >= offset) return;
        try
        {
            using var bytes = new ParquetStream(_source.Open()) { Position = hash.Length };
            var buffer = new byte[HashBytes];
            while (hash.Length < offset)
            {
                var read = bytes.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - hash.Length)));
                if (read == 0) throw Fault($"{_path}: the file ends before byte {offset:N0}. It has changed since.");
                hash.Append(buffer.AsSpan(0, read));
            }
        }
        catch (IOException e)
        {
            throw Fault($"{_path}: cannot be read: {Line(e)}.", e);
        }
    }

    private void MarkPosition() => Position = new FilePosition(OffsetAt(_records), _records + 1, _records);

    private static string Line(Exception e) => e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    private static WorkloadException Fault(string message, Exception? inner = null) => new(message, inner) { IsInput = true };
}
