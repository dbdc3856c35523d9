using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>A file that is followed, as far as it is written in whole lines.</summary>
/// <param name="path">Where it is now.</param>
/// <param name="number">Which file it is: see <see cref="FileStatus.Number(string)"/>.</param>
/// <param name="now">The time.</param>
/// <param name="within">The folder that it must lie in; null for anywhere.</param>
internal sealed class FollowedFile(string path, ulong number, DateTimeOffset now, string? within = null)
{
    private const int BlockBytes = 1 << 16;
    private const int TailBytes = 64;

    private TextHash? _stored;
    private byte[]? _tail = [];

    /// <summary>Where it is now.</summary>
    public string Path { get; private set; } = path;

    /// <summary>Which file it is.</summary>
    public ulong Number => number;

    /// <summary>Bytes that are stored.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Bytes of whole lines that are written.</summary>
    public long Bytes { get; private set; }

    /// <summary>When <see cref="Bytes"/> last grew.</summary>
    public DateTimeOffset Grown { get; private set; } = now;

    /// <summary>Whether another file has taken its place, so that it will soon be written no more.</summary>
    public bool IsRotated { get; private set; }

    /// <summary>The part of it that counts now.</summary>
    public FilePart Part => new(Bytes, number, _stored);

    /// <summary>Looks how far it is written.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isFinished">Whether its last line is whole, although nothing ends it.</param>
    /// <exception cref="IOException">It has become shorter, was written anew, or is gone.</exception>
    /// <exception cref="WorkloadException">What is there may not be read.</exception>
    public void Look(DateTimeOffset now, bool isFinished = false)
    {
        using var file = Open();
        if (file is null) return; // rotated just now: the next look finds it
        var length = file.Length;
        if (length < Bytes) throw new IOException("it has become shorter");
        _tail ??= Tail(file);
        if (!Tail(file).AsSpan().SequenceEqual(_tail)) throw new IOException("it was written anew");
        var end = isFinished ? length : EndOfLines(file, Bytes, length);
        if (end <= Bytes) return;
        (Bytes, Grown) = (end, now);
    }

    /// <summary>Tells that a part of it is stored.</summary>
    /// <param name="part">The part.</param>
    /// <param name="source">It.</param>
    public void Store(FilePart part, LogSource source)
    {
        // The hash goes on over what is new, so that no pass reads what an earlier one has read.
        var hash = _stored?.Clone() ?? new TextHash();
        _stored = TextPass.TryGoOn(source, hash, part.End) ? hash : null;
        StoredBytes = part.End;
        using var file = Open();
        _tail = file is null ? null : Tail(file);
    }

    /// <summary>Tells that another file has taken its place, or that it has been renamed again.</summary>
    /// <param name="path">Where it is now.</param>
    public void Rotate(string path) => (Path, IsRotated) = (path, true);

    // Null where another file has taken its place since its number was looked at.
    private FileStream? Open()
    {
        var file = OpenPlaced();
        if (FileStatus.Number(file.SafeFileHandle) == number) return file;
        file.Dispose();
        return null;
    }

    private FileStream OpenPlaced()
    {
        try
        {
            return PlacedFile.Open(Path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete }, within);
        }
        catch (RefusedFileException refused)
        {
            throw new WorkloadException($"{Path}: cannot be read: {refused.Message}.", refused) { IsInput = true };
        }
    }

    // What is just before the end of what is stored: a file that was cut short and has grown since has something else there.
    private byte[] Tail(FileStream file)
    {
        file.Position = Math.Max(0, StoredBytes - TailBytes);
        var tail = new byte[StoredBytes - file.Position];
        return tail[..file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)];
    }

    // The place behind the last line break between two places; the first one where there is none.
    private static long EndOfLines(FileStream file, long from, long to)
    {
        var block = new byte[BlockBytes];
        for (var end = to; end > from;)
        {
            var start = Math.Max(from, end - block.Length);
            file.Position = start;
            var read = file.ReadAtLeast(block.AsSpan(0, (int)(end - start)), (int)(end - start), throwOnEndOfStream: false);
            var last = block.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (last >= 0) return start + last + 1;
            end = start;
        }

        return from;
    }
}
