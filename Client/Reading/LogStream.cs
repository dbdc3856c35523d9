using System.Runtime.ExceptionServices;

namespace LlmWorkload.Reading;

/// <summary>
/// The decompressed bytes of one log, plain or gzip as its first bytes say, read once from front to back. The first block is looked at
/// before the reading starts, so that what is no CSV is told at once.
/// </summary>
internal sealed class LogStream : ForwardStream
{
    private const int FirstBlockBytes = 64 << 10;

    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly byte[] _first;
    private int _firstRead;
    private int _unread = -1;
    private ExceptionDispatchInfo? _damage;

    private LogStream(FileStream file, Stream content)
    {
        _file = file;
        _content = content;
        _first = ReadFirstBlock();
    }

    /// <summary>The first block of the decompressed file, at most 64 KiB; empty for an empty file.</summary>
    public ReadOnlySpan<byte> FirstBlock => _first;

    /// <summary>How many bytes of the file on disk have been taken.</summary>
    public long FileBytesRead => _file.Position;

    /// <summary>The length of the file on disk, in bytes.</summary>
    public long FileLength { get; private init; }

    /// <summary>How many decompressed bytes have been handed out, or passed over by <see cref="SkipTo"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is gzip, and damaged in its first block.</exception>
    public static LogStream Open(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        try
        {
            return new LogStream(file, GzipMembers.IsIn(file) ? new GzipMembers(file) : file) { FileLength = file.Length };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes to <paramref name="offset"/> of the decompressed bytes, before anything has been read.</summary>
    /// <returns>False when the file ends before it.</returns>
    public bool SkipTo(long offset)
    {
        if (_content == _file)
        {
            if (offset > FileLength)
                return false;
            _firstRead = _first.Length;
            Offset = _file.Position = offset;
            return true;
        }

        var discarded = new byte[FirstBlockBytes];
        while (Offset < offset)
        {
            var read = Read(discarded.AsSpan(0, (int)Math.Min(discarded.Length, offset - Offset)));
            if (read == 0)
                return false;
        }

        return true;
    }

    /// <summary>Gives back the byte that was read last, to be read again.</summary>
    public void Unread(byte last)
    {
        _unread = last;
        Offset--;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_unread >= 0 && buffer.Length > 0)
            return ReadAgain(buffer);
        if (_firstRead == _first.Length)
            _damage?.Throw();
        var read = _firstRead < _first.Length ? ReadFirst(buffer) : _content.Read(buffer);
        Offset += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Damage behind the first bytes waits until they are read, so that the rows before it can be told.</summary>
    private byte[] ReadFirstBlock()
    {
        var block = new byte[FirstBlockBytes];
        var length = 0;
        try
        {
            int read;
            while (length < block.Length && (read = _content.Read(block.AsSpan(length))) > 0)
                length += read;
        }
        catch (InvalidDataException e) when (length > 0)
        {
            _damage = ExceptionDispatchInfo.Capture(e);
        }

        return block[..length];
    }

    private int ReadAgain(Span<byte> buffer)
    {
        buffer[0] = (byte)_unread;
        _unread = -1;
        Offset++;
        return 1;
    }

    private int ReadFirst(Span<byte> buffer)
    {
        var rest = _first.AsSpan(_firstRead);
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        _firstRead += rest.Length;
        return rest.Length;
    }
}
