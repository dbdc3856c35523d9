using System.Buffers.Binary;

namespace LlmWorkload.Datasets;

/// <summary>
/// The marks of a file's chunks as bytes: length, then hash, little endian. A mark has only 24 bytes, since the whole ledger is written
/// with every chunk.
/// </summary>
internal static class PackedMarks
{
    /// <summary>Bytes of one mark.</summary>
    public const int Bytes = sizeof(long) + Hash128.Bytes;

    /// <summary>The marks with one more at the end.</summary>
    public static byte[] Add(byte[] packed, TextMark mark)
    {
        var more = new byte[packed.Length + Bytes];
        packed.CopyTo(more, 0);
        BinaryPrimitives.WriteInt64LittleEndian(more.AsSpan(packed.Length), mark.Length);
        mark.Hash.WriteLittleEndian(more.AsSpan(packed.Length + sizeof(long)));
        return more;
    }

    /// <summary>The marks.</summary>
    public static TextMark[] Read(ReadOnlySpan<byte> packed)
    {
        var marks = new TextMark[packed.Length / Bytes];
        for (var i = 0; i < marks.Length; i++)
        {
            var mark = packed[(i * Bytes)..];
            marks[i] = new TextMark(
                BinaryPrimitives.ReadInt64LittleEndian(mark), Hash128.ReadLittleEndian(mark[sizeof(long)..]));
        }

        return marks;
    }
}
