using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// The chunks of a file for those who read it side by side: each takes the next one, and the last one takes the rest, whatever its length.
/// </summary>
/// <param name="scout">Finds where chunks start; null where one reader reads all.</param>
/// <param name="number">Number of the first chunk.</param>
/// <param name="at">Where it starts.</param>
/// <param name="hash">The hash of the text before it.</param>
/// <param name="chunkRecords">Records of a chunk.</param>
internal sealed class ChunkQueue(IRecordScout? scout, int number, FilePosition at, TextHash hash, int chunkRecords) : IDisposable
{
    private readonly Lock _lock = new();
    private int _number = number;
    private FilePosition? _at = at;

    /// <summary>The next chunk; null when all are taken.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Turn? Take()
    {
        lock (_lock)
        {
            if (_at is not { } start) return null;
            _at = scout?.Skip(chunkRecords);
            var here = scout?.Hash ?? hash;
            return _at is null ? new Turn(_number++, start, here, null) : new Turn(_number++, start, null, here.Mark);
        }
    }

    public void Dispose() => scout?.Dispose();

    /// <summary>A chunk to read.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="At">Where it starts.</param>
    /// <param name="Hash">For the rest of the file, the hash of the text before it; null for one chunk alone.</param>
    /// <param name="End">The text up to its end; null for the rest.</param>
    internal sealed record Turn(int Number, FilePosition At, TextHash? Hash, TextMark? End);
}
