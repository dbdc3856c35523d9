using System.Runtime.ExceptionServices;
using System.Text;
using CsvHelper;

namespace LlmWorkload.Reading;

/// <content>Going from record to record: the header, the place reading starts at, and what goes wrong on the way.</content>
public sealed partial class RequestLogReader
{
    /// <summary>A single-line record is passed over (and rejected) up to this many times the longest one that is read; this bounds memory.</summary>
    private const int PassedOverTimes = 16;

    private long Line => _lineBase + _csv.LineNumber;

    private long MaxBufferedBytes => Math.Min((long)_options.MaxRecordBytes * PassedOverTimes, 1 << 30);

    private CsvReader CreateCsv() => CsvReader.Create(
        _stream,
        new CsvReaderOptions
        {
            Separator = ',',
            DetectSeparatorHint = false,
            HasHeader = false,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
            BufferSize = BufferBytes,
            MaxRecordSize = (int)MaxBufferedBytes,
            Encoding = Encoding.UTF8,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = _ => _quotingIsMalformed = true,
        },
        leaveOpen: true);

    private LogColumns ReadHeader(bool modelIsNamed)
    {
        Advance();
        _failure?.Throw();
        if (!_onRecord)
            throw Fault($"{_path}: the file has only empty lines.");
        if (_csv.RawRecord.Length > _options.MaxRecordBytes)
            throw Fault($"{_path}: the header is longer than {_options.MaxRecordBytes:N0} bytes; this does not look like a request log.");
        if (_quotingIsMalformed && LogText.HasUnclosedQuote(_csv.RawRecord))
            throw Fault($"{_path}:{Line}: a quote in the header is not closed.");

        var header = new string[_csv.FieldCount];
        for (var i = 0; i < header.Length; i++)
            header[i] = Encoding.UTF8.GetString(_csv.GetSpan(i));
        return LogColumns.Of(_path, header, modelIsNamed);
    }

    /// <summary>
    /// Starts again at the line break before the record at <paramref name="position"/>: it makes an empty line, which is skipped, shows that
    /// a record can start there, and keeps the first bytes of the record from being taken for a byte order mark.
    /// </summary>
    private void Resume(ReadPosition position)
    {
        _csv.Dispose();
        _stream.Dispose();
        _stream = OpenStream();
        SkipToLineBreakBefore(position.Offset);
        _csv = CreateCsv();
        _offsetBase = position.Offset - 1;
        _lineBase = position.Line - 2;
        _records = position.Record;
    }

    private void SkipToLineBreakBefore(long offset)
    {
        Span<byte> one = stackalloc byte[1];
        try
        {
            if (!_stream.SkipTo(offset - 1) || _stream.Read(one) == 0)
                throw Fault($"{_path}: the file ends before byte {offset:N0}, where reading was to go on. It has changed since.");
            if (one[0] is (byte)'\n' or (byte)'\r')
                _stream.Unread(one[0]);
            else if (_stream.Read(one) > 0)
                throw Fault($"{_path}: no record starts at byte {offset:N0}, where reading was to go on. The file has changed since.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unreadable(e);
        }
    }

    private void Advance()
    {
        _quotingIsMalformed = false;
        try
        {
            _onRecord = _csv.Read();
        }
        catch (Exception e) when (e is CsvFormatException or IOException or InvalidDataException)
        {
            _onRecord = false;
            _failure = ExceptionDispatchInfo.Capture(Explain(e));
        }
    }

    private void MarkPosition()
    {
        if (_onRecord)
            Position = new ReadPosition(_offsetBase + _csv.ByteOffset, Line, _records);
        else if (_failure is null)
            Position = new ReadPosition(_stream.Offset, Line, _records);
    }

    /// <summary>The place behind the first byte of the line break that ends the current record.</summary>
    private ReadPosition AfterRecord()
    {
        var record = _csv.RawRecord;
        var breaks = record.Count((byte)'\n');
        return new ReadPosition(_offsetBase + _csv.ByteOffset + record.Length + 1, Line + breaks + 1, _records);
    }

    private WorkloadException Explain(Exception e) => e switch
    {
        CsvFormatException csv => Fault(
            $"{_path}:{_lineBase + csv.LineNumber}: the record that starts here is longer than {MaxBufferedBytes:N0} bytes; "
            + "a quote opened on this line seems never closed, or the file is not CSV.",
            csv),
        _ => Fault($"{_path}: {e.Message.TrimEnd('.')}; {_records:N0} rows could be read before it.", e),
    };

    private WorkloadException Unreadable(Exception e) => Fault($"{_path}: cannot be read: {e.Message.TrimEnd('.')}.", e);

    private static WorkloadException Fault(string message, Exception? inner = null) => new(message, inner) { IsInput = true };
}
