using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>A file that is followed, as far as it is written in whole lines.</summary>
/// <param name="path">Where it is now.</param>
/// <param name="number">Which file it is: see <see cref="FileStatus.Number"/>.</param>
internal sealed class FollowedFile(string path, ulong number)
{
    private const int BlockBytes = 1 << 16;

    private TextHash? _stored;

    /// <summary>Where it is now.</summary>
    public string Path { get; private set; } = path;

    /// <summary>Which file it is.</summary>
    public ulong Number => number;

    /// <summary>Bytes that are stored.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Bytes of whole lines that are written.</summary>
    public long Bytes { get; private set; }

    /// <summary>When <see cref="Bytes"/> last grew.</summary>
    public DateTimeOffset Grown { get; private set; }

    /// <summary>Whether another file has taken its place, so that it will soon be written no more.</summary>
    public bool IsRotated { get; private set; }

    /// <summary>The part of it that counts now.</summary>
    public FilePart Part => new(Bytes, number, _stored);

    /// <summary>Looks how far it is written.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isFinished">Whether its last line is whole, although nothing ends it.</param>
    /// <exception cref="IOException">It has become shorter, or is gone.</exception>
    public void Look(DateTimeOffset now, bool isFinished = false)
    {
        using var file = new FileStream(
            Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.None);
        var length = file.Length;
        if (length < StoredBytes) throw new IOException("it has become shorter");
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
    }

    /// <summary>Tells that another file has taken its place.</summary>
    /// <param name="path">Where it is now.</param>
    public void Rotate(string path) => (Path, IsRotated) = (path, true);

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
