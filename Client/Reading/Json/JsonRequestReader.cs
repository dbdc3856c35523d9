using System.Text.Json;
using System.Text.Unicode;
using LlmWorkload.Datasets;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>
/// Reads a log of JSON, without an object or a string per row. Every record becomes part of requests or of a rejected row. Not safe for use
/// by two threads at once.
/// </summary>
internal sealed partial class JsonRequestReader : LogReader, IRequestReader, JsonRecord.ISink
{
    private const int LooksAtRecords = 1_000;

    private readonly LogSource _source;
    private readonly bool _isOfLines;
    private readonly JsonPaths _paths;
    private readonly JsonRecord _record;
    private readonly JsonLists? _lists;
    private readonly JsonEnvelope? _envelope;
    private readonly RecordPlan _plan;
    private readonly RowBuilder _rows;
    private readonly Dictionary<int, string> _names = [];
    private JsonScanner _json;
    private RequestBatch? _batch;
    private int _inside;
    private int _passed;
    private bool _isPending;

    /// <summary>Opens a log; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The log cannot be read, is empty, has no member that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public JsonRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
        : base(source, options)
    {
        _source = source;
        try
        {
            _isOfLines = JsonHead.IsOfLines(Stream.FirstBlock);
            var names = FirstNames();
            _envelope = EnvelopeOf(mappings, names);
            var mapping = mappings.Of(Path, LogContainers.Json, _envelope?.Names ?? names, options);
            if (_envelope is not null) mapping = mapping with { Requests = _envelope.Member };
            _paths = new JsonPaths(mapping.Requests);
            _plan = new RecordPlan(mapping, options, source.Name, _paths) { IsOpen = true };
            _paths.Unknown = mapping.HasRequestNames ? SlotOf : null;
            if (_envelope is not null) _paths.IsRequest = each => IsLikeThoseOf(_envelope, mappings, each);
            (_record, _rows) = (new JsonRecord(_paths), new RowBuilder(_plan, tables, options));
            _lists = mapping.IsOfLists ? new JsonLists(_paths) : null;
            Columns = Look(mapping);
            _mustRecall = mapping.Parents is not null || (mapping.Chain is not null && resumeAt is { Record: > 0 });
            if (resumeAt is { Record: > 0 } position)
            {
                (_recalled, _inside) = (position, position.Inside);
                OpenAt(position);
                _json = new JsonScanner(Stream, _isOfLines, position.Offset, position.Line);
            }
            else
            {
                var start = JsonHead.LengthOfMark(Stream.FirstBlock);
                Stream.SkipTo(start, hash);
                _json = new JsonScanner(Stream, _isOfLines, start, 1);
            }

            _json.HashFrom(hash);
            MarkPosition();
        }
        catch
        {
            Dispose();
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
    public long BytesRead => Stream.FileBytesRead;

    /// <inheritdoc/>
    public FileColumns Columns { get; }

    /// <inheritdoc/>
    public string? ModelColumn => _plan.Has(RequestFields.Model) ? NameOf(_plan.SlotsOf(RequestFields.Model)[0]) : null;

    /// <inheritdoc/>
    public LogLayout Layout => new(_plan.Mapping.Name, WrittenAs, null,
    [
        .. FoundSlots().Select(slot => new LayoutColumn(NameOf(slot), _plan.UsesOf(slot))),
        .. Columns.Ignored.Select(name => new LayoutColumn(name, [])),
    ]);

    private string WrittenAs =>
        _envelope is not null ? $"JSON, in the list '{_envelope.Member}'" : _isOfLines ? "JSON lines" : "JSON";

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _json.HashFrom(hash);

    /// <inheritdoc/>
    protected override RowBuilder Rows => _rows;

    /// <inheritdoc/>
    protected override bool HasRecord => _isPending || Advance();

    /// <inheritdoc/>
    bool JsonRecord.ISink.Take() => Take(null);

    /// <inheritdoc/>
    bool JsonRecord.ISink.Refuse(RejectReason why) => Take(why);

    /// <inheritdoc/>
    protected override string WhyNotGivenBack =>
        $"the first records are longer than {LogStream.FirstBlockBytes:N0} bytes; give the log as a file";

    /// <inheritdoc/>
    protected override bool ReadNext()
    {
        // Where a record may be read in parts, a chunk may end within it.
        _before = new FilePosition(_json.NextOffset, _json.NextLine, Records);
        _hashBefore = _paths.HasRequests || _lists is not null ? _json.HashHere() : null;
        return _json.Read();
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (_mustRecall) RecallFirst();
    }

    /// <inheritdoc/>
    /// <remarks>A record that holds many requests may be read in parts: those of earlier batches are passed over.</remarks>
    protected override void ReadRecord(RequestBatch batch)
    {
        (_isPending, _passed, _batch) = (false, 0, batch);
        try
        {
            if (_lists is not null) _lists.Read(_json.Buffer, _json.Start, _json.Length, this);
            else _record.Read(_json.Buffer, _json.Start, _json.Length, this);
        }
        catch (JsonException)
        {
            Records++;
            batch.Records++;
            Reject(batch, RejectReason.Json);
        }

        if (!_isPending) _inside = 0;
    }

    private bool Take(RejectReason? refused)
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
        Records++;
        if (refused is null) AddRow(batch);
        else Reject(batch, refused);
        return true;
    }

    private void AddRow(RequestBatch batch)
    {
        RejectReason? reason;
        bool isRow;
        if (_lists is not null)
            isRow = _rows.TryAdd(new JsonListRow(_lists), batch, _json.Line, out reason);
        else if (_record.Longest > Options.MaxFieldBytes)
            (isRow, reason) = (false, RejectReason.RecordTooLong);
        else
            isRow = _rows.TryAdd(new JsonRow(_record), batch, _json.Line, out reason);
        if (isRow)
        {
            batch.Rows++;
            if (_lists is { IsBehindOne: true }) batch.Note("behind_short_list");
        }
        else if (reason is not null) Reject(batch, reason);
    }

    private void Reject(RequestBatch batch, RejectReason reason) =>
        Reject(batch, reason, Found(reason), _json.Raw, _json.Line, _json.Lines);

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (reason == RejectReason.InvalidUtf8)
        {
            var wrong = _plan.Used().FirstOrDefault(each => !Utf8.IsValid(ValueOf(each)), -1);
            if (wrong >= 0) return $"{NameOf(wrong)} is '{LogText.Raw(ValueOf(wrong))}'";
        }

        if (reason == RejectReason.NoRequests) return "the record has none";
        if (RejectReason.FieldOf(reason) is not { } field || _plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var slot = slots.FirstOrDefault(each => !ValueOf(each).IsEmpty, slots[0]);
        return $"{NameOf(slot)} is '{LogText.Raw(ValueOf(slot))}'";
    }

    private ReadOnlySpan<byte> ValueOf(int slot) => _lists is null ? _record[slot] : _lists[slot];
}
