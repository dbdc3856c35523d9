using System.Buffers.Binary;

namespace LlmWorkload.Segments;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; every length is checked against the bytes that are there.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public byte Byte()
    {
        if (Remaining == 0)
            throw Damage.Of("it ends too early");
        return _bytes[Position++];
    }

    public ReadOnlySpan<byte> Bytes(int count) => BytesAndBeyond(count)[..count];

    /// <summary>
    /// Consumes <paramref name="count"/> bytes and returns them with all that follow, for readers that load whole words and
    /// mask the rest away.
    /// </summary>
    public ReadOnlySpan<byte> BytesAndBeyond(int count)
    {
        if ((uint)count > (uint)Remaining)
            throw Damage.Of("it ends too early");
        var span = _bytes[Position..];
        Position += count;
        return span;
    }

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damage.Of("a number in it is too long");
    }

    public long Signed() => ZigZag.Unfold(Unsigned());

    public int Int32()
    {
        var value = Unsigned();
        return value <= int.MaxValue ? (int)value : throw Damage.Of("a number in it is too large");
    }

    /// <summary>A count of entries that follow, each of at least <paramref name="leastBytes"/> bytes.</summary>
    public int Count(int leastBytes)
    {
        var count = Int32();
        return count <= Remaining / leastBytes ? count : throw Damage.Of("it announces more entries than it has bytes for");
    }

    public readonly void ExpectEnd()
    {
        if (Remaining != 0)
            throw Damage.Of("it has bytes left over");
    }
}
