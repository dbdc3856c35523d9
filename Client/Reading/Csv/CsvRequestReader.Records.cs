using System.Text;

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
        var block = Stream.FirstBlock;
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
            dialect = CsvDialect.Of(block[at..], Options.Separator ?? separator);
        }
        else
        {
            dialect = CsvDialect.Of(block[at..], Options.Separator);
        }

        if (!Stream.SkipTo(at, hash)) throw Fault($"{Path}: the file is empty.");
        return Scan(dialect, at, lines + 1, hash);
    }

    private CsvHeader ReadHeader(LogMappings mappings, CsvDialect dialect)
    {
        var found = Advance();
        ThrowFailure();
        if (!found)
            throw Fault($"{Path}: the file has only empty lines.");
        if (_csv.Fault == CsvFault.UnclosedQuote)
            throw Fault($"{Path}:{_csv.Line}: a quote in the header is not closed.");
        if (_csv.NextOffset - _csv.Offset > Options.MaxFieldBytes)
            throw Fault($"{Path}:{_csv.Line}: the header is longer than {Options.MaxFieldBytes:N0} bytes; this does not look like a "
                + "request log.");

        var header = new string[_csv.FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            var name = _csv.Field(i);
            if (IsSwallowed(name, dialect))
                throw Fault($"{Path}:{_csv.Line}: a quote in the header is not closed before the end of its line: column {i + 1} would be "
                    + "named by more than one line.");
            header[i] = Encoding.UTF8.GetString(name).Trim();
        }

        var sample = new Lazy<CsvSample>(() => new CsvSample(Stream.FirstBlock, _csv.NextOffset, dialect, header.Length));
        return new CsvHeader(Path, _name, header, mappings, Options, column => sample.Value.IsNumber(column));
    }

    // A name may have a line break. One that has separators too is lines of fields, which a stray quote has made one name of.
    private static bool IsSwallowed(ReadOnlySpan<byte> name, CsvDialect dialect) =>
        name.Contains(dialect.LineBreak) && name.Contains(dialect.Separator);

    private CsvScanner Scan(CsvDialect dialect, long offset, long line, TextHash? hash)
    {
        var csv = new CsvScanner(Stream, dialect, new CsvLimits(Options.MaxFieldBytes, Options.MaxRecordLines), offset, line);
        if (hash is not null) csv.HashFrom(hash);
        return csv;
    }
}
