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
    private readonly RequestTables _tables;
    private readonly byte[] _namedModel;
    private readonly LogStream _stream;
    private readonly CsvColumns _columns;
    private readonly ColumnChoice _started;
    private readonly ColumnChoice _completed;
    private readonly NumberColumn[] _numbers;
    private readonly int[] _absent;
    private readonly ColumnChoice[] _texts;
    private readonly long[] _values;
    private CsvScanner _csv;
    private long _records;
    private bool _hasEnded;
    private bool _isReleased;
    private TimestampParser _startedParser;
    private TimestampParser _completedParser;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Opens a log and reads its header; see <see cref="IRequestFormat.Open"/>.</summary>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, is empty, is not CSV, has no column that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public CsvRequestReader(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt, TextHash? hash)
    {
        (_path, _name, _options, _tables) = (source.Path, source.Name, options, tables);
        _stream = source.Open();
        try
        {
            if (LogText.WhyNotCsv(_stream.FirstBlock) is { } fault)
                throw Fault($"{_path}: {fault}.");
            var model = options.Model ?? (options.ModelFromFilename ? LogFiles.Stem(source.Name) : null);
            _namedModel = Encoding.UTF8.GetBytes(model ?? "");
            _csv = OpenHeader(resumeAt is { Offset: > 0 } ? null : hash, out var dialect);
            _columns = ReadHeader(dialect, modelIsNamed: _namedModel.Length > 0);
            (_started, _completed) = (Choice(RequestFields.Started), Choice(RequestFields.Completed));
            _numbers = [.. RequestFields.Numbers.Where(field => field != RequestFields.Started && IsThere(field))
                .Select(field => new NumberColumn(field, Choice(field)))];
            _absent = [.. RequestFields.Numbers.Where(field => !IsThere(field)).Select(RequestFields.NumberOf)];
            _values = new long[_numbers.Length];
            _texts = Array.ConvertAll(RequestFields.Texts, Choice);
            if (resumeAt is { Offset: > 0 } position)
            {
                _stream.Dispose();
                _stream = source.Open();
                _csv = Resume(position, dialect, hash);
            }

            _csv.Expect(_columns.Count, _columns.IsRead);
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
    public FileColumns Columns => _columns.Describe(_namedModel.Length > 0);

    /// <inheritdoc/>
    public string? ModelColumn => _columns[RequestFields.Model] is [var column, ..] ? _columns.NameOf(column) : null;

    /// <inheritdoc/>
    public void HashFrom(TextHash? hash) => _csv.HashFrom(hash);

    /// <inheritdoc/>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        _failure?.Throw();
        foreach (var number in _absent) batch.SetHas(number, false);
        foreach (var number in _numbers) number.Into(batch);
        while (batch.Records < batch.Capacity && Advance())
        {
            _records++;
            batch.Records++;
            if (TryReadRow(batch, batch.Rows, out var reason))
                batch.Rows++;
            else
                Reject(batch, reason);
        }

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

    private ColumnChoice Choice(RequestField field) => new(_columns[field]);

    // The duration may follow from the completion.
    private bool IsThere(RequestField field) => _columns[field].Length > 0 || (field == RequestFields.Duration && _completed.First >= 0);

    private void MarkPosition() => Position = new FilePosition(_csv.NextOffset, _csv.NextLine, _records);

    /// <summary>A field of numbers: where a record has it, and the column of a batch that it goes to.</summary>
    private sealed class NumberColumn(RequestField of, ColumnChoice columns)
    {
        private readonly FieldKind _kind = of.Kind;
        private readonly int _at = RequestFields.NumberOf(of);
        private TimestampParser _instants;

        /// <summary>Where a record has it.</summary>
        public readonly ColumnChoice Columns = columns;

        /// <summary>Whether a completion gives it too.</summary>
        public readonly bool IsDuration = of == RequestFields.Duration;

        public RequestField Field => of;

        /// <summary>The column of the batch that is read into.</summary>
        public long[] Values { get; private set; } = [];

        public void Into(RequestBatch batch)
        {
            batch.SetHas(_at, true);
            Values = batch.Number(_at);
        }

        public bool TryParse(ReadOnlySpan<byte> text, out long value) => _kind switch
        {
            FieldKind.Whole => WholeNumber.TryParse(text, out value),
            FieldKind.Seconds => Seconds.TryParse(text, out value),
            FieldKind.Money => Money.TryParse(text, out value),
            _ => _instants.TryParse(text, out value),
        };
    }
}
