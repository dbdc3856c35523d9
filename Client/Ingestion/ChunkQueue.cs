using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>The chunks of a file for those who read it side by side: each takes the next one, and the last one takes the rest, whatever its length.</summary>
internal sealed class ChunkQueue(RecordScout? scout, int number, ReadPosition at, int chunkRecords) : IDisposable
{
    private readonly Lock _lock = new();
    private int _number = number;
    private ReadPosition? _at = at;

    /// <summary>The next chunk: its number and start, and whether all behind it goes with it; null when all are taken.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public (int Number, ReadPosition At, bool IsRest)? Take()
    {
        lock (_lock)
        {
            if (_at is not { } start) return null;
            _at = scout?.Skip(chunkRecords);
            return (_number++, start, _at is null);
        }
    }

    public void Dispose() => scout?.Dispose();
}
