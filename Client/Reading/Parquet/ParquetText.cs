namespace LlmWorkload.Reading.Parquet;

/// <summary>Texts, one behind the other.</summary>
internal sealed class ParquetText
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Bytes of all.</summary>
    public int Length { get; private set; }

    /// <summary>A part.</summary>
    public ReadOnlySpan<byte> this[int start, int end] => _bytes.AsSpan(start..end);

    /// <summary>Forgets all.</summary>
    public void Clear() => Length = 0;

    /// <summary>Room for the next bytes, of which <see cref="Advance"/> says how many were taken.</summary>
    /// <exception cref="InvalidDataException">The texts are too long together.</exception>
    public Span<byte> Reserve(int bytes)
    {
        if (bytes > _bytes.Length - Length) Grow(bytes);
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

    private void Grow(int bytes)
    {
        var needed = (long)Length + bytes;
        if (needed > Array.MaxLength) throw new InvalidDataException("its values are longer than 2 GiB together");
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
    }
}
