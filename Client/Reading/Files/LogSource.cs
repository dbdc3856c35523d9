using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// Where a log comes from: a file, which can be opened as often as wanted, or a pipe, which is read once. Dispose of it when the log is in.
/// </summary>
internal sealed class LogSource : IDisposable
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private readonly FilePart? _part;
    private LogStream? _opened;
    private string? _spooled;

    /// <summary>Names a source; it is opened later.</summary>
    /// <param name="path">A file's path, a pipe's, or <see cref="StandardInput"/>.</param>
    /// <param name="name">What the log is called where it is a file; null for the file's name.</param>
    /// <param name="part">The part of the file that counts; null for all of it.</param>
    /// <param name="within">The folder that it must lie in as a file, see <see cref="PlacedFile"/>; null for anywhere.</param>
    public LogSource(string path, string? name = null, FilePart? part = null, string? within = null)
    {
        _part = part;
        Path = path;
        Within = within;
        IsPipe = within is null && (path == StandardInput || FileStatus.IsPipe(path));
        Name = path is StandardInput or "/dev/stdin"
            ? "stdin"
            : IsPipe && path.StartsWith("/dev/", StringComparison.Ordinal)
            ? "pipe"
            : name ?? System.IO.Path.GetFileName(path);
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The folder that it must lie in; null for anywhere.</summary>
    public string? Within { get; }

    /// <summary>What the log is called: see <see cref="LogFiles.Names"/>.</summary>
    public string Name { get; }

    /// <summary>Whether it can be read only once, from front to back.</summary>
    public bool IsPipe { get; private set; }

    /// <summary>Bytes of the file on disk; 0 for a pipe.</summary>
    /// <exception cref="WorkloadException">It is not there any longer.</exception>
    public long Length => IsPipe ? 0 : _part?.End ?? Read(() => new FileInfo(_spooled ?? Path).Length);

    /// <summary>The hash of a beginning of the text that is known already; null for none.</summary>
    public TextHash? Before => _part?.Before;

    /// <summary>The file's stamp; null for a pipe. That of a part says nothing of what may have changed: the file has more.</summary>
    public FileStamp? Stamp => IsPipe ? null
        : _part is null ? Read(() => FileStatus.Stamp(Path))
        : new FileStamp(System.IO.Path.GetFullPath(Path), _part.End, FileStatus.Unknown);

    /// <summary>When its text was written at the latest, in UTC ticks: the time of the file; of a pipe, now.</summary>
    public long Written => (IsPipe ? DateTime.UtcNow : File.GetLastWriteTimeUtc(_spooled ?? Path)).Ticks;

    /// <summary>
    /// The decompressed text from its start. Whoever opens it closes it; a pipe that was opened before is handed on, as far as nothing of
    /// it was read.
    /// </summary>
    /// <exception cref="WorkloadException">It cannot be read.</exception>
    internal LogStream Open()
    {
        if (_opened is { } opened)
        {
            _opened = null;
            return opened;
        }

        if (_spooled is null && GivenFiles.NumberOf(Path) is { } number && GivenFiles.IsClosed(number))
        {
            throw new WorkloadException(
                $"{Path}: {(number == 0 ? "standard input" : $"the file of number {number}")} is closed; expected a log.")
            { IsInput = true };
        }

        return Read(() => LogStream.Open(_spooled ?? Path, _part, _spooled is null ? Within : null));
    }

    /// <summary>Gives back a pipe that is at its start again.</summary>
    internal void Return(LogStream stream) => _opened = stream;

    /// <summary>Reads a pipe to its end into a temporary file, so that it can be read more than once.</summary>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    internal void Spool()
    {
        if (!IsPipe) return;
        Copy();
        IsPipe = false;
    }

    /// <summary>
    /// The path of a file that has the text as it stands: the log's own where it is a file that is not compressed, else that of a temporary
    /// copy.
    /// </summary>
    /// <exception cref="WorkloadException">The log cannot be read, or the copy cannot be written.</exception>
    internal string PlainFile()
    {
        try
        {
            Spool();
            if (_spooled is null)
            {
                using (var stream = Open())
                {
                    if (stream.IsPlain) return Path;
                }

                Copy();
            }

            return _spooled!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new WorkloadException($"{Path}: cannot be copied to a temporary file: {e.Message.TrimEnd('.')}.", e) { IsInput = true };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _opened?.Dispose();
        if (_spooled is not null) File.Delete(_spooled);
    }

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new WorkloadException($"{Path}: cannot be read: {e.Message.TrimEnd('.')}.", e) { IsInput = true };
        }
    }

    private void Copy()
    {
        var copy = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"llmwl-{Guid.NewGuid():N}.tmp");
        try
        {
            using var stream = Open();
            using var file = File.Create(copy);
            stream.CopyTo(file);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }

        _spooled = copy;
    }
}
