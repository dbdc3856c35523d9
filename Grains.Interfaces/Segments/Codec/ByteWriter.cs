using System.Buffers.Binary;

namespace LlmWorkload.Segments;

/// <summary>A growing little-endian byte buffer with variable-length integers.</summary>
internal sealed class ByteWriter(int capacity)
{
    private const int LongestLength = 5;

    private byte[] _buffer = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public int Length => _length;

    public static int SizeOfSigned(long value) => SizeOfUnsigned(ZigZag.Fold(value));

    public static int SizeOfUnsigned(ulong value) => (70 - int.CreateChecked(ulong.LeadingZeroCount(value | 1))) / 7;

    public void Byte(byte value)
    {
        Reserve(1)[0] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    public void Unsigned(ulong value)
    {
        var bytes = Reserve(SizeOfUnsigned(value));
        for (var i = 0; i < bytes.Length - 1; i++, value >>= 7)
            bytes[i] = (byte)(value | 0x80);
        bytes[^1] = (byte)value;
    }

    public void Signed(long value) => Unsigned(ZigZag.Fold(value));

    /// <summary>
    /// Appends <paramref name="count"/> bytes for the caller to fill. The span has <paramref name="slack"/> bytes more, which the caller
    /// may overwrite.
    /// </summary>
    public Span<byte> Reserve(int count, int slack = 0)
    {
        if (_buffer.Length - _length < count + slack)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_length + count + slack)));
        var span = _buffer.AsSpan(_length, count + slack);
        _length += count;
        return span;
    }

    /// <summary>Starts a run of bytes that stands behind its length; give the result to <see cref="EndSized"/>.</summary>
    public int BeginSized()
    {
        Reserve(LongestLength);
        return _length;
    }

    /// <summary>Ends the run and puts its length in front of it.</summary>
    public void EndSized(int start)
    {
        var run = _length - start;
        _length = start - LongestLength;
        Unsigned((ulong)run);
        _buffer.AsSpan(start, run).CopyTo(_buffer.AsSpan(_length));
        _length += run;
    }

    /// <summary>Takes back what was written after <paramref name="length"/> bytes.</summary>
    public void TruncateTo(int length) => _length = length;
}
