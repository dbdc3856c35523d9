using System.Runtime.ExceptionServices;
using System.Text;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <summary>
/// Reads a log of comma-separated values, or values separated otherwise, without a string per row. Every line becomes part of a request or
/// of a rejected row. Not safe for use from several threads at once.
/// </summary>
internal sealed partial class CsvRequestReader : IRequestReader
{
    private readonly string _path;
    private readonly ReadingOptions _options;
    private readonly string _name;
    private readonly LogStream _stream;
    private readonly CsvHeader _header;
    private readonly CsvCells _cells;
    private readonly RowBuilder _rows;
    private CsvScanner _csv;
    private long _records;
    private bool _hasEnded;
    private bool _isReleased;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Opens a log and reads its header; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, is empty, is not CSV, has no column that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public CsvRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
    {
        (_path, _name, _options) = (source.Path, source.Name, options);
        _stream = source.Open();
        try
        {
            if (LogText.WhyNotCsv(_stream.FirstBlock) is { } fault)
                throw Fault($"{_path}: {fault}.");
            _csv = OpenHeader(resumeAt is { Offset: > 0 } ? null : hash, out var dialect);
            _header = ReadHeader(mappings, dialect);
            _cells = new CsvCells(_header.Slots);
            _rows = new RowBuilder(_header.Plan, tables, options);
            if (resumeAt is { Offset: > 0 } position)
            {
                _stream.Dispose();
                _stream = source.Open();
                _csv = Resume(position, dialect, hash);
            }

            _csv.Expect(_header.Count, _header.IsRead);
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
    public TextHash? Hash => _csv.HashHere();

    /// <inheritdoc/>
    public bool EndsInLine => _csv.EndsInLine;

    /// <inheritdoc/>
    public long BytesRead => _stream.FileBytesRead;

    /// <inheritdoc/>
    public FileColumns Columns => _header.Columns;

    /// <inheritdoc/>
    public string? ModelColumn =>
        _header.Plan[RequestFields.Model] is { Any: true } model ? _header.NameOf(model.First) : null;

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _csv.HashFrom(hash);

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
            if (_csv.Fault != CsvFault.None)
            {
                Reject(batch, ReasonOf(_csv.Fault));
                continue;
            }

            _cells.Read(_csv);
            if (_rows.TryAdd(new CsvRecord(_csv, _cells), batch, _csv.Line, out var reason))
                batch.Rows++;
            else if (reason is not null)
                Reject(batch, reason);
        }

        _rows.End(batch);

        // Rows before a failure are no last batch: whoever goes on later reads them again.
        if (batch.Records < batch.Capacity)
            _failure?.Throw();
        MarkPosition();
        return batch.Records > 0;
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
            throw Fault($"{_path}: the header is longer than {LogStream.FirstBlockBytes:N0} bytes; this does not look like a request log.");
        _isReleased = true;
        source.Return(_stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isReleased) _stream.Dispose();
    }

    private void MarkPosition() => Position = new FilePosition(_csv.NextOffset, _csv.NextLine, _records);
}
