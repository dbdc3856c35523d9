using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>One pass over a log's text, to know what it is up to certain places.</summary>
internal static class TextPass
{
    private const int BlockBytes = 1 << 20;

    /// <summary>The hashes of the text up to each of some lengths, as far as it goes, and to its end.</summary>
    /// <param name="source">The log, which can be read more than once.</param>
    /// <param name="lengths">The lengths.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WorkloadException">The log cannot be read.</exception>
    public static (IReadOnlyDictionary<long, TextHash> At, TextHash End) Hash(
        LogSource source, IEnumerable<long> lengths, CancellationToken cancellationToken)
    {
        var places = new Queue<long>(lengths.Distinct().Order());
        var found = new Dictionary<long, TextHash>();
        using var stream = source.Open();
        var hash = Begin(source, stream, places);
        var block = new byte[BlockBytes];
        while (true)
        {
            while (places.TryPeek(out var place) && place == hash.Length) found.Add(places.Dequeue(), hash.Clone());
            cancellationToken.ThrowIfCancellationRequested();
            var most = places.TryPeek(out var next) ? Math.Min(block.Length, next - hash.Length) : block.Length;
            var read = Read(source, stream, block.AsSpan(0, (int)most));
            if (read == 0) return (found, hash);
            hash.Append(block.AsSpan(0, read));
        }
    }

    // What is known of the text need not be read again, unless a place lies in it.
    private static TextHash Begin(LogSource source, LogStream stream, Queue<long> places)
    {
        if (source.Before is not { } before || (places.TryPeek(out var first) && first < before.Length)) return new TextHash();
        return stream.SkipTo(before.Length) ? before.Clone() : new TextHash();
    }

    /// <summary>Goes on to a place of the text.</summary>
    /// <param name="source">The log.</param>
    /// <param name="hash">The hash of its first part, which goes on.</param>
    /// <param name="offset">The place.</param>
    /// <returns>False where the text ends before it.</returns>
    /// <exception cref="WorkloadException">The log cannot be read.</exception>
    public static bool TryGoOn(LogSource source, TextHash hash, long offset)
    {
        if (hash.Length == offset) return true;
        using var stream = source.Open();
        try
        {
            return stream.SkipTo(hash.Length) && stream.SkipTo(offset, hash);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unreadable(source, e);
        }
    }

    /// <summary>The first bytes behind a place of the text.</summary>
    public static byte[] Behind(LogSource source, long offset)
    {
        using var stream = source.Open();
        var bytes = new byte[2];
        return stream.SkipTo(offset) ? bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)] : [];
    }

    private static int Read(LogSource source, LogStream stream, Span<byte> block)
    {
        try
        {
            return stream.Read(block);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unreadable(source, e);
        }
    }

    private static WorkloadException Unreadable(LogSource source, Exception e) =>
        new($"{source.Path}: cannot be read: {e.Message.TrimEnd('.')}.", e) { IsInput = true };
}
