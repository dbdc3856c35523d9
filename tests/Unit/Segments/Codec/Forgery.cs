using System.Buffers.Binary;
using System.IO.Hashing;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

/// <summary>Changes segments and gives them a right checksum again, computed here from the documented layout.</summary>
internal static class Forgery
{
    public const int VersionOffset = 4;
    public const int ChecksumOffset = 5;
    public const int BodyOffset = 13;

    public static byte[] Seal(byte[] segment)
    {
        var seed = BinaryPrimitives.ReadUInt32LittleEndian(segment) | ((long)segment[VersionOffset] << 32);
        BinaryPrimitives.WriteUInt64LittleEndian(segment.AsSpan(ChecksumOffset), XxHash3.HashToUInt64(segment.AsSpan(BodyOffset), seed));
        return segment;
    }

    public static byte[] Insert(byte[] segment, int at, ReadOnlySpan<byte> bytes) =>
        Seal([.. segment.AsSpan(0, at), .. bytes, .. segment.AsSpan(at)]);

    public static byte[] Replace(byte[] segment, int at, byte value)
    {
        byte[] changed = [.. segment];
        changed[at] = value;
        return Seal(changed);
    }

    /// <summary>Length of the head of a segment without starts: where its first column begins.</summary>
    public static int HeaderLength(ChunkId chunk) => new SegmentWriter(chunk, 0).ToArray().Length;

    /// <summary>Reads every column in every way; a column that cannot be read that way must say so and nothing else.</summary>
    public static void ReadAll(ReadOnlyMemory<byte> segment)
    {
        var reader = Refusable(() => SegmentReader.Open(segment));
        if (reader is null || reader.Rows > 100_000)
            return;
        foreach (var id in Enum.GetValues<ColumnId>().Where(reader.Has))
        {
            Refusable(() => { reader.ReadIntegers(id, new long[reader.Rows]); return ""; });
            Refusable(() => reader.ReadHashes(id, new int[reader.Rows]));
            Refusable(() => reader.ReadTexts(id, new int[reader.Rows]));
            Refusable(() => reader.ReadTextTable(id).Texts);
            Refusable(() => reader.ReadLists(id));
        }
    }

    private static T? Refusable<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SegmentFormatException)
        {
            return null;
        }
    }
}
