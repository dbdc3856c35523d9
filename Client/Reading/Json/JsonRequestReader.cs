using System.Runtime.ExceptionServices;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>
/// Reads a log of JSON, without an object or a string per row. Every record becomes part of requests or of a rejected row. Not safe for use
/// by two threads at once.
/// </summary>
internal sealed partial class JsonRequestReader : IRequestReader, JsonRecord.ISink
{
    private const int LooksAtRecords = 1_000;

    private readonly string _path;
    private readonly string _name;
    private readonly ReadingOptions _options;
    private readonly LogSource _source;
    private readonly bool _isOfLines;
    private readonly JsonPaths _paths;
    private readonly JsonRecord _record;
    private readonly JsonLists? _lists;
    private readonly RecordPlan _plan;
    private readonly RowBuilder _rows;
    private readonly Dictionary<int, string> _names = [];
    private LogStream _stream;
    private JsonScanner _json;
    private RequestBatch? _batch;
    private ExceptionDispatchInfo? _failure;
    private long _records;
    private int _inside;
    private int _passed;
    private bool _isPending;
    private bool _hasEnded;
    private bool _isReleased;

    /// <summary>Opens a log; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The log cannot be read, is empty, has no member that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public JsonRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
    {
        (_source, _path, _name, _options) = (source, source.Path, source.Name, options);
        _stream = source.Open();
        try
        {
            _isOfLines = JsonText.IsOfLines(_stream.FirstBlock);
            var mapping = mappings.Of(_path, LogContainers.Json, FirstNames(), options);
            _paths = new JsonPaths(mapping.Requests);
            _plan = new RecordPlan(mapping, options, _name, _paths) { IsOpen = true };
            _paths.Unknown = mapping.HasRequestNames ? SlotOf : null;
            (_record, _rows) = (new JsonRecord(_paths), new RowBuilder(_plan, tables, options));
            _lists = mapping.IsOfLists ? new JsonLists(_paths) : null;
            Columns = Look(mapping);
            _mustRecall = mapping.Parents is not null || (mapping.Chain is not null && resumeAt is { Record: > 0 });
            if (resumeAt is { Record: > 0 } position)
            {
                _recalled = position;
                _stream.Dispose();
                _stream = source.Open();
                _json = Resume(position, hash);
            }
            else
            {
                var start = JsonText.LengthOfMark(_stream.FirstBlock);
                _stream.SkipTo(start, hash);
                _json = new JsonScanner(_stream, _isOfLines, start, 1);
                if (hash is not null) _json.HashFrom(hash);
            }

            MarkPosition();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public FilePosition Position { get; private set; }

    /// <inheritdoc/>
    public TextHash? Hash => _hashBefore ?? _json.HashHere();

    /// <inheritdoc/>
    public bool EndsInLine => _isOfLines && _json.EndsInLine;

    /// <inheritdoc/>
    public long BytesRead => _stream.FileBytesRead;

    /// <inheritdoc/>
    public FileColumns Columns { get; }

    /// <inheritdoc/>
    public string? ModelColumn => _plan.Has(RequestFields.Model) ? NameOf(_plan.SlotsOf(RequestFields.Model)[0]) : null;

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _json.HashFrom(hash);

    /// <inheritdoc/>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        _failure?.Throw();
        if (_mustRecall) RecallFirst();
        _batch = batch;
        _rows.Begin(batch);
        while (batch.Records < batch.Capacity && (_isPending || Advance())) ReadRecord(batch);
        _rows.End(batch);

        // Rows before a failure are no last batch: whoever goes on later reads them again.
        if (batch.Records < batch.Capacity)
            _failure?.Throw();
        MarkPosition();
        return batch.Records > 0;
    }

    /// <inheritdoc/>
    bool JsonRecord.ISink.Take()
    {
        if (_passed < _inside)
        {
            _passed++;
            return true;
        }

        var batch = _batch!;
        if (batch.Records == batch.Capacity)
        {
            _isPending = true;
            return false;
        }

        _inside = ++_passed;
        batch.Records++;
        _records++;
        AddRow(batch);
        return true;
    }

    /// <inheritdoc/>
    public void GiveBack(LogSource source)
    {
        if (!source.IsPipe)
        {
            Dispose();
            return;
        }

        if (!_stream.TryRewind())
            throw Fault($"{_path}: the first records are longer than {LogStream.FirstBlockBytes:N0} bytes; give the log as a file.");
        _isReleased = true;
        source.Return(_stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isReleased) _stream.Dispose();
    }

    // A record that holds many requests may be read in parts: those of earlier batches are passed over.
    private void ReadRecord(RequestBatch batch)
    {
        (_isPending, _passed) = (false, 0);
        try
        {
            if (_lists is not null) _lists.Read(_json.Buffer, _json.Start, _json.Length, this);
            else _record.Read(_json.Buffer, _json.Start, _json.Length, this);
        }
        catch (JsonException)
        {
            _records++;
            batch.Records++;
            Reject(batch, RejectReason.Json);
        }

        if (!_isPending) _inside = 0;
    }

    private void AddRow(RequestBatch batch)
    {
        RejectReason? reason;
        bool isRow;
        if (_lists is not null)
            isRow = _rows.TryAdd(new JsonListRow(_lists), batch, _json.Line, out reason);
        else if (_record.Longest > _options.MaxFieldBytes)
            (isRow, reason) = (false, RejectReason.RecordTooLong);
        else
            isRow = _rows.TryAdd(new JsonRow(_record), batch, _json.Line, out reason);
        if (isRow) batch.Rows++;
        else if (reason is not null) Reject(batch, reason);
    }

    private bool Advance()
    {
        if (_hasEnded) return false;
        try
        {
            // Where a record may be read in parts, a chunk may end within it.
            _before = new FilePosition(_json.NextOffset, _json.NextLine, _records);
            _hashBefore = _paths.HasRequests || _lists is not null ? _json.HashHere() : null;
            if (_json.Read()) return true;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _failure = ExceptionDispatchInfo.Capture(
                Fault($"{_path}: {e.Message.TrimEnd('.')}; {_records:N0} rows could be read before it.", e));
        }

        _hasEnded = true;
        return false;
    }

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        batch.CountRejected(reason);
        var raw = LogText.Raw(_json.Raw);
        if (_options.Strict)
            throw Fault($"{_path}:{_json.Line}: {reason.Text}: {Found(reason)}; expected {reason.Expected}. The row: {raw}");
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(_path, new RejectedRecord(_name, _json.Line, reason.Text, raw, _json.Lines), reason, Found(reason)));
    }

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (RejectReason.FieldOf(reason) is not { } field || _plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var slot = slots.FirstOrDefault(each => !ValueOf(each).IsEmpty, slots[0]);
        return $"{NameOf(slot)} is '{LogText.Raw(ValueOf(slot))}'";
    }

    private ReadOnlySpan<byte> ValueOf(int slot) => _lists is null ? _record[slot] : _lists[slot];

    private static WorkloadException Fault(string message, Exception? inner = null) => new(message, inner) { IsInput = true };
}
