namespace LlmWorkload.Reading.Parquet;

/// <summary>Texts, one behind the other.</summary>
internal sealed class ParquetText
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Bytes of all.</summary>
    public int Length { get; private set; }

    /// <summary>A part.</summary>
    public ReadOnlySpan<byte> this[int start, int end] => _bytes.AsSpan(start..end);

    /// <summary>Forgets what stands behind a place.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Room for the next bytes, of which <see cref="Advance"/> says how many were taken.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (bytes > _bytes.Length - Length) Array.Resize(ref _bytes, Math.Max(checked(Length + bytes), 2 * _bytes.Length));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Takes bytes of those reserved.</summary>
    public void Advance(int bytes) => Length += bytes;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Adds one byte.</summary>
    public void Add(byte one)
    {
        Reserve(1)[0] = one;
        Length++;
    }
}
