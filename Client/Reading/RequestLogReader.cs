using System.Runtime.ExceptionServices;
using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Reading.Csv;

namespace LlmWorkload.Reading;

/// <summary>
/// Reads one request log, plain or gzip, batch by batch, in file order and without a string per row. Every line becomes part of a request or of a
/// rejected row. Not safe for use from several threads at once.
/// </summary>
public sealed partial class RequestLogReader : IDisposable
{
    private readonly string _path;
    private readonly ReadingOptions _options;
    private readonly IdTable _models;
    private readonly IdTable _users;
    private readonly IdTable _functions;
    private readonly byte[] _namedModel;
    private readonly LogStream _stream;
    private readonly LogColumns _columns;
    private readonly FieldColumns _at;
    private CsvScanner _csv;
    private long _records;
    private bool _hasEnded;
    private bool _isReleased;
    private TimestampParser _startedParser;
    private TimestampParser _completedParser;
    private ExceptionDispatchInfo? _failure;

    private RequestLogReader(LogSource source, ReadingOptions options, IdTable models, IdTable users, IdTable functions, ReadPosition? resumeAt, TextHash? hash)
    {
        _path = source.Path;
        _options = options;
        _models = models;
        _users = users;
        _functions = functions;
        _stream = source.Open();
        try
        {
            if (LogText.WhyNotCsv(_stream.FirstBlock) is { } fault)
                throw Fault($"{_path}: {fault}.");
            var model = options.Model ?? (options.ModelFromFilename ? LogFiles.Stem(source.Name) : null);
            _namedModel = Encoding.UTF8.GetBytes(model ?? "");
            _csv = OpenHeader(resumeAt is { Offset: > 0 } ? null : hash, out var dialect);
            _columns = ReadHeader(modelIsNamed: _namedModel.Length > 0);
            _at = new FieldColumns(_columns);
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

    /// <summary>
    /// Where the next record may start, after the last batch. A reader opened with it reads on as this one would.
    /// At the end of the file it is the length of the decompressed file.
    /// </summary>
    public ReadPosition Position { get; private set; }

    /// <summary>The hash of the text up to <see cref="Position"/>; null for a reader that does not hash.</summary>
    internal TextHash? Hash => _csv.HashHere();

    /// <summary>Whether the file has ended, and not behind a line break.</summary>
    public bool EndsInLine => _csv.EndsInLine;

    /// <summary>How many bytes of the file on disk have been taken, for showing progress.</summary>
    public long BytesRead => _stream.FileBytesRead;

    /// <summary>The length of the file on disk, in bytes; 0 for a pipe.</summary>
    public long Length => _stream.FileLength;

    /// <summary>The first block of the text, at most 64 KiB.</summary>
    internal ReadOnlySpan<byte> FirstBlock => _stream.FirstBlock;

    /// <summary>The header names that no field is read from, and the fields that the file does not have.</summary>
    public FileColumns Columns => _columns.Describe(_namedModel.Length > 0);

    /// <summary>The column that names the models; null where the file has none.</summary>
    public string? ModelColumn => _columns[RequestFields.Model] is [var column, ..] ? _columns.NameOf(column) : null;

    /// <summary>Opens the log at <paramref name="path"/> and reads its header.</summary>
    /// <param name="path">A CSV file, plain or gzip (told by its first bytes).</param>
    /// <param name="options">How to read it.</param>
    /// <param name="models">Where model ids are looked up and added.</param>
    /// <param name="users">Where users are looked up and added.</param>
    /// <param name="functions">Where functions are looked up and added.</param>
    /// <param name="resumeAt">A <see cref="Position"/> of an earlier reader of the same file, to go on from there; null for the first record.</param>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, is empty, is not CSV, has no column that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    public static RequestLogReader Open(
        string path, ReadingOptions options, IdTable models, IdTable users, IdTable functions, ReadPosition? resumeAt = null)
    {
        using var source = new LogSource(path);
        return Open(source, options, models, users, functions, resumeAt);
    }

    /// <summary>Opens a log and reads its header.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="models">Where model ids are looked up and added.</param>
    /// <param name="users">Where users are looked up and added.</param>
    /// <param name="functions">Where functions are looked up and added.</param>
    /// <param name="resumeAt">Where to go on; null for the first record.</param>
    /// <param name="hash">The hash of the text before that place, which goes on with the reading; null where nobody asks.</param>
    internal static RequestLogReader Open(
        LogSource source, ReadingOptions options, IdTable models, IdTable users, IdTable functions, ReadPosition? resumeAt = null, TextHash? hash = null) =>
        new(source, options, models, users, functions, resumeAt, hash);

    /// <summary>Whether a log can be read, as its header tells.</summary>
    /// <param name="source">Where it comes from. A pipe can be opened once more.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="look">What to look at while it is open.</param>
    /// <exception cref="WorkloadException">It cannot.</exception>
    internal static T Look<T>(LogSource source, ReadingOptions options, Func<RequestLogReader, T> look)
    {
        using var reader = Open(source, options, new IdTable(0), new IdTable(0), new IdTable(0));
        var seen = look(reader);
        if (source.IsPipe) source.Return(reader.Release());
        return seen;
    }

    /// <summary>Hashes from here on.</summary>
    /// <param name="hash">The hash of the text up to <see cref="Position"/>; null to hash no more.</param>
    internal void HashFrom(TextHash? hash) => _csv.HashFrom(hash);

    /// <summary>
    /// Clears <paramref name="batch"/> and fills it with the next records, accepted and rejected together as many as its capacity, fewer only at the end of the file.
    /// </summary>
    /// <returns>False when there was no record left.</returns>
    /// <exception cref="WorkloadException">The file is damaged or, if strict, a row is rejected. The reader cannot go on after it.</exception>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        _failure?.Throw();
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

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (!_isReleased) _stream.Dispose();
    }

    private LogStream Release()
    {
        if (!_stream.TryRewind()) throw Fault($"{_path}: the header is longer than {LogStream.FirstBlockBytes:N0} bytes; this does not look like a request log.");
        _isReleased = true;
        return _stream;
    }

    private void MarkPosition() => Position = new ReadPosition(_csv.NextOffset, _csv.NextLine, _records);
}
