using System.Buffers;

namespace LlmWorkload.Figures;

/// <summary>
/// Takes any number of bytes and gives them as pages of one length. So a long text needs no large array, and is not copied as it grows.
/// </summary>
/// <param name="pageBytes">Bytes of every page. The last page can be shorter.</param>
internal sealed class PageWriter(int pageBytes) : IBufferWriter<byte>, IDisposable
{
    private const int Margin = 4 << 10;
    private const int FirstBytes = 60 << 10;

    // The shared pool keeps arrays for every thread. This pool does not.
    private static readonly ArrayPool<byte> Buffers = ArrayPool<byte>.Create(4 << 20, Environment.ProcessorCount);

    private readonly List<byte[]> _full = [];
    private byte[] _open = Buffers.Rent(Math.Min(pageBytes, FirstBytes) + Margin);
    private int _written;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        _written += count;
        while (_written > pageBytes) Cut();
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_open.Length - _written < Math.Max(sizeHint, 1)) Grow(sizeHint);
        return _open.AsSpan(_written);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_open.Length - _written < Math.Max(sizeHint, 1)) Grow(sizeHint);
        return _open.AsMemory(_written);
    }

    /// <summary>All that was written; one empty page where nothing was written.</summary>
    public IReadOnlyList<byte[]> Pages() => [.. _full, _open.AsSpan(0, _written).ToArray()];

    public void Dispose() => Buffers.Return(_open);

    private void Cut()
    {
        _full.Add(_open.AsSpan(0, pageBytes).ToArray());
        _written -= pageBytes;
        _open.AsSpan(pageBytes, _written).CopyTo(_open);
    }

    private void Grow(int sizeHint)
    {
        var larger = Buffers.Rent(_written + Math.Max(sizeHint, Math.Min(_written, pageBytes) + Margin));
        _open.AsSpan(0, _written).CopyTo(larger);
        Buffers.Return(_open);
        _open = larger;
    }
}
