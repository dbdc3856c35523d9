using Orleans.Serialization;
using Orleans.Serialization.Buffers;

namespace LlmWorkload.Storage;

/// <summary>
/// A state as the bytes of its record, in pooled memory, since records are written often and are large. <see cref="Dispose"/> gives the
/// memory back.
/// </summary>
internal sealed class RecordPayload : IDisposable
{
    private PooledBuffer _buffer;

    private RecordPayload(PooledBuffer buffer)
    {
        _buffer = buffer;
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in _buffer.AsReadOnlySequence()) pieces.Add(piece);
        Pieces = [.. pieces];
    }

    /// <summary>The bytes, in pieces one after another. They must not be used after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte>[] Pieces { get; }

    /// <summary>Serializes a state in Orleans' binary format.</summary>
    public static RecordPayload Of<T>(Serializer serializer, T state)
    {
        using var session = serializer.SessionPool.GetSession();
        var writer = Writer.CreatePooled(session);
        serializer.Serialize(state, ref writer);
        writer.Commit();
        return new RecordPayload(writer.Output);
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
