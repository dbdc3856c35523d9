using System.Runtime.ExceptionServices;
using System.Text;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <content>Going from record to record: the header, the place reading starts at, and what goes wrong on the way.</content>
internal sealed partial class CsvRequestReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>
    /// Passes over what may stand before the header: a byte order mark, lines that begin with <c>#</c>, and the line <c>sep=;</c>, with
    /// which spreadsheets name the separator.
    /// </summary>
    private CsvScanner OpenHeader(TextHash? hash, out CsvDialect dialect)
    {
        var block = _stream.FirstBlock;
        var at = block.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var lines = 0;
        while (at < block.Length && block[at] == '#')
        {
            var end = block[at..].IndexOf((byte)'\n');
            if (end < 0) break;
            at += end + 1;
            lines++;
        }

        if (CsvDialect.NamedSeparator(block[at..], out var line) is { } separator)
        {
            at += line;
            lines++;
            dialect = CsvDialect.Of(block[at..], separator);
        }
        else
        {
            dialect = CsvDialect.Of(block[at..]);
        }

        if (!_stream.SkipTo(at, hash)) throw Fault($"{_path}: the file is empty.");
        return Scan(dialect, at, lines + 1, hash);
    }

    private CsvHeader ReadHeader(LogMappings mappings, CsvDialect dialect)
    {
        var found = Advance();
        _failure?.Throw();
        if (!found)
            throw Fault($"{_path}: the file has only empty lines.");
        if (_csv.Fault == CsvFault.UnclosedQuote)
            throw Fault($"{_path}:{_csv.Line}: a quote in the header is not closed.");
        if (_csv.NextOffset - _csv.Offset > _options.MaxFieldBytes)
            throw Fault($"{_path}:{_csv.Line}: the header is longer than {_options.MaxFieldBytes:N0} bytes; this does not look like a "
                + "request log.");

        var header = new string[_csv.FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            var name = _csv.Field(i);
            if (IsSwallowed(name, dialect))
                throw Fault($"{_path}:{_csv.Line}: a quote in the header is not closed before the end of its line: column {i + 1} would be "
                    + "named by more than one line.");
            header[i] = Encoding.UTF8.GetString(name).Trim();
        }

        var sample = new Lazy<CsvSample>(() => new CsvSample(_stream.FirstBlock, _csv.NextOffset, dialect, header.Length));
        return new CsvHeader(_path, _name, header, mappings, _options, column => sample.Value.IsNumber(column));
    }

    // A name may have a line break. One that has separators too is lines of fields, which a stray quote has made one name of.
    private static bool IsSwallowed(ReadOnlySpan<byte> name, CsvDialect dialect) =>
        name.Contains(dialect.LineBreak) && name.Contains(dialect.Separator);

    /// <summary>Starts again where an earlier reader came to: behind a line break, or where the file ended then.</summary>
    private CsvScanner Resume(FilePosition position, CsvDialect dialect, TextHash? hash)
    {
        _records = position.Record;
        try
        {
            if (!_stream.SkipTo(position.Offset))
                throw Fault($"{_path}: the file ends before byte {position.Offset:N0}, where reading was to go on. It has changed since.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Fault($"{_path}: cannot be read: {e.Message.TrimEnd('.')}.", e);
        }

        return Scan(dialect, position.Offset, position.Line, hash);
    }

    private CsvScanner Scan(CsvDialect dialect, long offset, long line, TextHash? hash)
    {
        var csv = new CsvScanner(_stream, dialect, new CsvLimits(_options.MaxFieldBytes, _options.MaxRecordLines), offset, line);
        if (hash is not null) csv.HashFrom(hash);
        return csv;
    }

    /// <summary>
    /// Goes to the next record. A failure behind a batch that has records waits for the next call, so that the batch can be kept.
    /// </summary>
    private bool Advance()
    {
        if (_hasEnded) return false;
        try
        {
            if (_csv.Read()) return true;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _failure = ExceptionDispatchInfo.Capture(
                Fault($"{_path}: {e.Message.TrimEnd('.')}; {_records:N0} rows could be read before it.", e));
        }

        _hasEnded = true;
        return false;
    }

    private static WorkloadException Fault(string message, Exception? inner = null) => new(message, inner) { IsInput = true };
}
