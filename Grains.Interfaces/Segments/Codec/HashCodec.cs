using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LlmWorkload.Segments;

/// <summary>A dictionary of 64-bit hashes (count, then 8 bytes each) and one index a row.</summary>
internal static class HashCodec
{
    public static void Write(ReadOnlySpan<ulong> dictionary, ReadOnlySpan<int> indices, ByteWriter writer)
    {
        WriteHashes(dictionary, writer);
        IndexPacking.Write(indices, dictionary.Length, writer);
    }

    public static ulong[] Read(ref ByteReader reader, Span<int> indices)
    {
        var dictionary = ReadHashes(ref reader);
        IndexPacking.Read(ref reader, dictionary.Length, indices);
        reader.ExpectEnd();
        return dictionary;
    }

    public static void WriteHashes(ReadOnlySpan<ulong> hashes, ByteWriter writer)
    {
        writer.Unsigned((ulong)hashes.Length);
        var bytes = writer.Reserve(hashes.Length * sizeof(ulong));
        for (var i = 0; i < hashes.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * sizeof(ulong))..], hashes[i]);
    }

    public static ulong[] ReadHashes(ref ByteReader reader)
    {
        var hashes = new ulong[reader.Count(sizeof(ulong))];
        var words = MemoryMarshal.Cast<byte, ulong>(reader.Bytes(hashes.Length * sizeof(ulong)));
        if (BitConverter.IsLittleEndian)
            words.CopyTo(hashes);
        else
            BinaryPrimitives.ReverseEndianness(words, hashes);
        return hashes;
    }
}
