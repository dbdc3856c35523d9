using System.Runtime.ExceptionServices;
using System.Text;

namespace LlmWorkload.Reading;

/// <summary>
/// The decompressed bytes of one log, plain, gzip or zstd as its first bytes say, read once from front to back; UTF-16 with a byte order
/// mark comes out as UTF-8. The first block is looked at before the reading starts, so that what is no log is told at once.
/// </summary>
internal sealed class LogStream : ForwardStream
{
    /// <summary>The most bytes of the first block.</summary>
    public const int FirstBlockBytes = 64 << 10;

    private readonly Stream _file;
    private readonly Stream _compressed;
    private readonly Stream _content;
    private readonly byte[] _first;
    private int _firstRead;
    private ExceptionDispatchInfo? _damage;

    private LogStream(Stream file, Stream content)
    {
        _file = file;
        (_compressed, _content) = (content, content);
        _first = ReadFirstBlock(content, ref _damage);
        if (_first is not ([0xff, 0xfe, ..] or [0xfe, 0xff, ..])) return;

        // The decoder drops the mark.
        var encoding = _first[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode;
        _content = Encoding.CreateTranscodingStream(new JoinedStream(_first[2..], content), encoding, new UTF8Encoding(false));
        _first = ReadFirstBlock(_content, ref _damage);
    }

    /// <summary>The first block of the decompressed file, at most 64 KiB; empty for an empty file.</summary>
    public ReadOnlySpan<byte> FirstBlock => _first;

    /// <summary>Whether the file is text as it stands, so that reading can start anywhere.</summary>
    public bool IsPlain => _content == _file && _file.CanSeek;

    /// <summary>What it is compressed with, by its first bytes: <c>gzip</c> or <c>zstd</c>; null for nothing.</summary>
    public string? Compression => _compressed is GzipMembers ? "gzip" : _compressed is ZstdFrames ? "zstd" : null;

    /// <summary>Whether it is UTF-16, which comes out as UTF-8.</summary>
    public bool IsUtf16 => _content != _compressed;

    /// <summary>How many bytes of the file on disk have been taken; 0 for a pipe.</summary>
    public long FileBytesRead => _file.CanSeek ? _file.Position : 0;

    /// <summary>The length of the file on disk, in bytes; 0 for a pipe.</summary>
    public long FileLength => _file.CanSeek ? _file.Length : 0;

    /// <summary>How many decompressed bytes have been handed out, or passed over by <see cref="SkipTo"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <param name="path">A file or a pipe; <see cref="LogSource.StandardInput"/> for standard input.</param>
    /// <param name="part">The part of the file that counts; null for all of it.</param>
    /// <param name="within">The folder that it must lie in as a file; null for anywhere.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is compressed, and damaged in its first block.</exception>
    public static LogStream Open(string path, FilePart? part = null, string? within = null)
    {
        var file = path == LogSource.StandardInput && within is null
            ? Console.OpenStandardInput()
            : PlacedFile.Open(
                path,
                new FileStreamOptions
                {
                    BufferSize = 0,
                    Options = FileOptions.SequentialScan,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                },
                within);
        try
        {
            if (part is not null)
            {
                var opened = (FileStream)file;
                if (FileStatus.Number(opened.SafeFileHandle) != part.File) throw new IOException("another file has taken its place");
                file = new PartStream(opened, part.End);
            }

            return new LogStream(file, Decompressed(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes to <paramref name="offset"/> of the decompressed bytes, before anything has been read.</summary>
    /// <param name="offset">Bytes to pass over.</param>
    /// <param name="hash">Passes over them too; null where nobody asks.</param>
    /// <returns>False when the file ends before it.</returns>
    public bool SkipTo(long offset, TextHash? hash = null)
    {
        if (IsPlain && hash is null)
        {
            if (offset > FileLength)
                return false;
            _firstRead = _first.Length;
            Offset = _file.Position = offset;
            return true;
        }

        var passed = new byte[FirstBlockBytes];
        while (Offset < offset)
        {
            var read = Read(passed.AsSpan(0, (int)Math.Min(passed.Length, offset - Offset)));
            if (read == 0)
                return false;
            hash?.Append(passed.AsSpan(0, read));
        }

        return true;
    }

    /// <summary>Goes back to the start; false where more than the first block was read.</summary>
    public bool TryRewind()
    {
        if (Offset > _first.Length) return false;
        (_firstRead, Offset) = (0, 0);
        return true;
    }

    public override int Read(Span<byte> buffer)
    {
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

    private static Stream Decompressed(Stream file)
    {
        var start = new byte[4];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var isGzip = read >= 2 && start is [0x1f, 0x8b, ..];
        var isZstd = read == start.Length && start is [0x28, 0xb5, 0x2f, 0xfd];
        if (file.CanSeek)
        {
            file.Position = 0;
            return isGzip ? new GzipMembers(file, GzipPadding.EndOf(file)) : isZstd ? new ZstdFrames(file) : file;
        }

        var whole = new JoinedStream(start[..read], file);
        return isGzip ? new GzipMembers(whole, long.MaxValue) : isZstd ? new ZstdFrames(whole) : whole;
    }

    /// <summary>Damage behind the first bytes waits until they are read, so that the rows before it can be told.</summary>
    private static byte[] ReadFirstBlock(Stream content, ref ExceptionDispatchInfo? damage)
    {
        var block = new byte[FirstBlockBytes];
        var length = 0;
        try
        {
            int read;
            while (length < block.Length && (read = content.Read(block.AsSpan(length))) > 0)
                length += read;
        }
        catch (InvalidDataException e) when (length > 0)
        {
            damage = ExceptionDispatchInfo.Capture(e);
        }

        return block[..length];
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
