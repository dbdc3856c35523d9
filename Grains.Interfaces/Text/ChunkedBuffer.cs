using System.Buffers;

namespace LlmWorkload;

/// <summary>
/// Bytes that are written one after another. What was written is not copied to make room, so that large texts leave no large garbage.
/// </summary>
internal sealed class ChunkedBuffer : IBufferWriter<byte>
{
    private const int First = 1 << 14;
    private const int Most = 1 << 20;

    private readonly List<ReadOnlyMemory<byte>> _full = [];
    private byte[] _chunk = [];
    private int _written;
    private long _before;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_chunk.Length - _written), nameof(count));
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_chunk.Length - _written < Math.Max(1, sizeHint))
        {
            _full.Add(_chunk.AsMemory(0, _written));
            _before += _written;
            (_chunk, _written) = (new byte[Math.Max(sizeHint, Math.Clamp(_chunk.Length * 2, First, Most))], 0);
        }

        return _chunk.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>All that was written.</summary>
    public byte[] ToArray()
    {
        var all = GC.AllocateUninitializedArray<byte>(checked((int)(_before + _written)));
        var at = 0;
        foreach (var chunk in _full)
        {
            chunk.Span.CopyTo(all.AsSpan(at));
            at += chunk.Length;
        }

        _chunk.AsSpan(0, _written).CopyTo(all.AsSpan(at));
        return all;
    }
}
