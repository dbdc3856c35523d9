using System.Runtime.ExceptionServices;
using System.Text;
using CsvHelper;

namespace LlmWorkload.Reading;

/// <summary>
/// Reads one request log, plain or gzip, batch by batch, in file order and without a string per row. Every record becomes a request or a
/// rejected row. Not safe for use from several threads at once.
/// </summary>
public sealed partial class RequestLogReader : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly string _path;
    private readonly ReadingOptions _options;
    private readonly TextTable _models;
    private readonly TextTable _users;
    private readonly TextTable _functions;
    private readonly LogColumns _columns;
    private readonly byte[] _namedModel;
    private LogStream _stream;
    private CsvReader _csv;
    private long _offsetBase;
    private long _lineBase;
    private long _records;
    private TimestampParser _startedParser;
    private TimestampParser _completedParser;
    private bool _quotingIsMalformed;
    private bool _onRecord;
    private ExceptionDispatchInfo? _failure;

    private RequestLogReader(string path, ReadingOptions options, TextTable models, TextTable users, TextTable functions, ReadPosition? resumeAt)
    {
        _path = path;
        _options = options;
        _models = models;
        _users = users;
        _functions = functions;
        _stream = OpenStream();
        _csv = CreateCsv();
        try
        {
            if (LogText.WhyNotCsv(_stream.FirstBlock) is { } fault)
                throw Fault($"{path}: {fault}.");
            var model = options.Model ?? (options.ModelFromFilename ? NameFromFile(path) : null);
            _namedModel = Encoding.UTF8.GetBytes(model ?? "");
            _columns = ReadHeader(modelIsNamed: _namedModel.Length > 0);
            if (resumeAt is { Record: > 0 } position)
                Resume(position);
            Position = new ReadPosition(_stream.Offset, Line, _records);
            Advance();
            MarkPosition();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Where the next record starts, after the last batch. A reader opened with it reads on as this one would.
    /// At the end of the file it is the length of the decompressed file, and the line is that of the last record.
    /// </summary>
    public ReadPosition Position { get; private set; }

    /// <summary>How many bytes of the file on disk have been taken, for showing progress.</summary>
    public long BytesRead => _stream.FileBytesRead;

    /// <summary>The length of the file on disk, in bytes.</summary>
    public long Length => _stream.FileLength;

    /// <summary>The header names no field is read from, in file order.</summary>
    public IReadOnlyList<string> IgnoredColumns => _columns.Ignored;

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
        string path, ReadingOptions options, TextTable models, TextTable users, TextTable functions, ReadPosition? resumeAt = null) =>
        new(path, options, models, users, functions, resumeAt);

    /// <summary>
    /// Clears <paramref name="batch"/> and fills it with the next records, accepted and rejected together as many as its capacity, fewer only at the end of the file.
    /// </summary>
    /// <returns>False when there was no record left.</returns>
    /// <exception cref="WorkloadException">
    /// The file is damaged, a quote seems never closed, a record is too long to be passed over, or, if strict, a row is rejected.
    /// The reader cannot go on after it.
    /// </exception>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        _failure?.Throw();
        while (_onRecord && batch.Records < batch.Capacity)
        {
            if (TryReadRow(batch, batch.Rows, out var reason))
                batch.Rows++;
            else
                Reject(batch, reason);
            batch.Records++;
            _records++;
            if (batch.Records == batch.Capacity)
                Position = AfterRecord();
            Advance();
        }

        // A failure behind a full batch waits for the next call, so that the batch can be kept.
        if (batch.Records < batch.Capacity)
            _failure?.Throw();
        MarkPosition();
        return batch.Records > 0;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _csv.Dispose();
        _stream.Dispose();
    }

    private static string NameFromFile(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private LogStream OpenStream()
    {
        try
        {
            return LogStream.Open(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(e);
        }
    }
}
