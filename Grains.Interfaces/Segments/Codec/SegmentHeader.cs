using System.Buffers.Binary;
using System.IO.Hashing;

namespace LlmWorkload.Segments;

/// <summary>
/// The head of a segment: magic (4 bytes), format version (1), checksum (8), then as variable-length integers the chunk id, the
/// rows, and the first start with the span to the last. The checksum is the XxHash3 of all that follows it, seeded with what stands
/// before it.
/// </summary>
internal readonly record struct SegmentHeader(ChunkId Chunk, int Rows, long MinStarted, long MaxStarted)
{
    /// <summary>The newest format version that this program writes and reads.</summary>
    public const byte Version = 1;

    /// <summary>The most rows of a segment. Senders put in fewer. It bounds what a reader allocates for a forged header.</summary>
    public const int MostRows = 1 << 22;

    /// <summary>The most bytes of the head.</summary>
    public const int MostBytes = 64;

    private const int ChecksumOffset = 5;
    private const int ChecksummedOffset = ChecksumOffset + sizeof(ulong);

    private static ReadOnlySpan<byte> Magic => "LLMS"u8;

    public static SegmentHeader Read(ref ByteReader reader, ReadOnlySpan<byte> segment)
    {
        CheckMagicAndVersion(segment);
        if (BinaryPrimitives.ReadUInt64LittleEndian(segment[ChecksumOffset..]) != Checksum(segment))
            throw Damage.Of("its checksum does not match its bytes");
        return ReadUnchecked(ref reader, segment);
    }

    /// <summary>Reads the head of a segment without a check of its checksum.</summary>
    public static SegmentHeader ReadUnchecked(ref ByteReader reader, ReadOnlySpan<byte> segment)
    {
        CheckMagicAndVersion(segment);
        reader.Bytes(ChecksummedOffset);
        var chunk = new ChunkId(ReadId(ref reader), ReadId(ref reader), ReadId(ref reader));
        var rows = reader.Int32();
        if (rows > MostRows)
            throw Damage.Of($"it announces {rows} rows, more than the {MostRows} that a segment may hold");
        var (least, most) = ReadRange(ref reader);
        return new SegmentHeader(chunk, rows, least, most);
    }

    public void Write(ByteWriter writer)
    {
        writer.Bytes(Magic);
        writer.Byte(Version);
        writer.UInt64(0);
        writer.Unsigned((uint)Chunk.File);
        writer.Unsigned((uint)Chunk.Number);
        writer.Unsigned((uint)Chunk.Piece);
        writer.Unsigned((uint)Rows);
        WriteRange(writer);
    }

    /// <summary>Puts the checksum into a segment that is complete but for it.</summary>
    public static void Seal(Span<byte> segment) =>
        BinaryPrimitives.WriteUInt64LittleEndian(segment[ChecksumOffset..], Checksum(segment));

    private static ulong Checksum(ReadOnlySpan<byte> segment)
    {
        var seed = BinaryPrimitives.ReadUInt32LittleEndian(segment) | ((long)segment[Magic.Length] << 32);
        return XxHash3.HashToUInt64(segment[ChecksummedOffset..], seed);
    }

    private static void CheckMagicAndVersion(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < ChecksummedOffset)
            throw Damage.Of($"it has {segment.Length} bytes, fewer than its header");
        if (!segment.StartsWith(Magic))
            throw Damage.Of("it does not begin as a segment does");
        var version = segment[Magic.Length];
        if (version > Version)
        {
            throw new SegmentFormatException(
                $"The segment is of format {version}; this program reads formats up to {Version}. Use the newer program that wrote it.");
        }

        if (version == 0)
            throw Damage.Of("it has no format version");
    }

    private static int ReadId(ref ByteReader reader)
    {
        var id = reader.Unsigned();
        return id <= uint.MaxValue ? unchecked((int)(uint)id) : throw Damage.Of("its chunk id is too large");
    }

    // Missing.Value is the least integer, so the span plus one fits 64 bits, and 0 can say that there is no start.
    private void WriteRange(ByteWriter writer)
    {
        if (MinStarted == Missing.Value)
        {
            writer.Byte(0);
            return;
        }

        writer.Unsigned(unchecked((ulong)(MaxStarted - MinStarted) + 1));
        writer.Signed(MinStarted);
    }

    private static (long Least, long Most) ReadRange(ref ByteReader reader)
    {
        var spanPlusOne = reader.Unsigned();
        if (spanPlusOne == 0)
            return (Missing.Value, Missing.Value);
        var least = reader.Signed();
        var most = unchecked(least + (long)(spanPlusOne - 1));
        return least != Missing.Value && most >= least ? (least, most) : throw Damage.Of("its last start lies before its first");
    }
}
