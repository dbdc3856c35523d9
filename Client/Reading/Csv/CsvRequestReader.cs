using LlmWorkload.Datasets;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Csv;

/// <summary>
/// Reads a log of comma-separated values, or values separated otherwise, without a string per row. Every line becomes part of a request or
/// of a rejected row. Not safe for use from several threads at once.
/// </summary>
internal sealed partial class CsvRequestReader : LogReader, IRequestReader
{
    private readonly string _name;
    private readonly CsvHeader _header;
    private readonly JsonCells _cells;
    private readonly RowBuilder _rows;
    private readonly CsvDialect _dialect;
    private CsvScanner _csv;

    /// <summary>Opens a log and reads its header; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, is empty, is not CSV, has no column that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public CsvRequestReader(
        LogSource source, LogMappings mappings, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
        : base(source, options)
    {
        _name = source.Name;
        try
        {
            if (LogText.WhyNotCsv(Stream.FirstBlock) is { } fault)
                throw Fault($"{Path}: {fault}.");
            _csv = OpenHeader(resumeAt is { Offset: > 0 } ? null : hash, out _dialect);
            _header = ReadHeader(mappings, _dialect);
            _cells = new JsonCells(_header.Slots);
            _rows = new RowBuilder(_header.Plan, tables, options);
            if (resumeAt is { Offset: > 0 } position)
            {
                OpenAt(position);
                _csv = Scan(_dialect, position.Offset, position.Line, hash);
            }

            _csv.Expect(_header.Count, _header.IsRead);
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
    public TextHash? Hash => _csv.HashHere();

    /// <inheritdoc/>
    public bool EndsInLine => _csv.EndsInLine;

    /// <inheritdoc/>
    public long BytesRead => Stream.FileBytesRead;

    /// <inheritdoc/>
    public FileColumns Columns => _header.Columns;

    /// <inheritdoc/>
    public string? ModelColumn =>
        _header.Plan[RequestFields.Model] is { Any: true } model ? _header.NameOf(model.First) : null;

    /// <inheritdoc/>
    public LogLayout Layout => new(_header.Plan.Mapping.Name, "CSV", (char)_dialect.Separator, _header.Layout);

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _csv.HashFrom(hash);

    /// <inheritdoc/>
    protected override RowBuilder Rows => _rows;

    /// <inheritdoc/>
    protected override string WhyNotGivenBack =>
        $"the header is longer than {LogStream.FirstBlockBytes:N0} bytes; this does not look like a request log";

    /// <inheritdoc/>
    protected override bool ReadNext() => _csv.Read();

    /// <inheritdoc/>
    protected override void ReadRecord(RequestBatch batch)
    {
        Records++;
        batch.Records++;
        if (_csv.Fault != CsvFault.None)
        {
            Reject(batch, ReasonOf(_csv.Fault));
            return;
        }

        if (_csv.Lines > 1 && HoldsRows()) batch.Note("lines_like_rows");
        var record = new CsvRecord(_csv, _cells);
        _cells.Read(record);
        if (_rows.TryAdd(record, batch, _csv.Line, out var reason)) batch.Rows++;
        else if (reason is not null) Reject(batch, reason);
    }

    /// <inheritdoc/>
    protected override void MarkPosition() => Position = new FilePosition(_csv.NextOffset, _csv.NextLine, Records);
}
