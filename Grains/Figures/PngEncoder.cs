using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace LlmWorkload.Figures;

/// <summary>Writes opaque pixels as PNG: one image of 8-bit RGB, every row filtered by <see cref="UpFilter"/> and deflated.</summary>
internal static class PngEncoder
{
    // Of drawings with flat colour, level 2 is hardly slower than 1 and a third smaller; from 3 on, time grows faster than files shrink.
    private const int Level = 2;
    private const int TypicalBytes = 256 << 10;
    private const int ChunkHeader = 8;

    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">Rows from the top, 4 bytes a pixel: red, green, blue, and one that is left out.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ArgumentException">There are fewer or more pixels than rows times width.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        if (pixels.Length != (long)width * height * UpFilter.PixelBytes)
            throw new ArgumentException($"{pixels.Length} bytes are not {width}×{height} pixels.", nameof(pixels));

        using var file = new MemoryStream(TypicalBytes);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        WriteChunk(file, "IHDR"u8, Header(width, height));
        WriteImage(file, pixels, width);
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        // After the size: 8 bits a sample, RGB, and the only methods there are of compression, filtering and (not) interlacing.
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return header;
    }

    private static void WriteImage(MemoryStream file, ReadOnlySpan<byte> pixels, int width)
    {
        int start = (int)file.Position;
        file.Write(new byte[ChunkHeader]);
        using (var deflate = new ZLibStream(file, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
            WriteRows(deflate, pixels, width * UpFilter.PixelBytes);
        Close(file, start, "IDAT"u8);
    }

    private static void WriteRows(ZLibStream deflate, ReadOnlySpan<byte> pixels, int rowBytes)
    {
        var filtered = new byte[UpFilter.RoomFor(rowBytes)];
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (int at = 0; at < pixels.Length; at += rowBytes)
        {
            var row = pixels.Slice(at, rowBytes);
            deflate.Write(filtered.AsSpan(0, UpFilter.Apply(row, above, filtered)));
            above = row;
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        int start = (int)file.Position;
        file.Write(new byte[ChunkHeader]);
        file.Write(content);
        Close(file, start, type);
    }

    // A chunk is its length, its type, its content, and the CRC-32 of type and content.
    private static void Close(MemoryStream file, int start, ReadOnlySpan<byte> type)
    {
        var chunk = file.GetBuffer().AsSpan(start, (int)file.Position - start);
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - ChunkHeader);
        type.CopyTo(chunk[4..]);
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32.HashToUInt32(chunk[4..]));
        file.Write(check);
    }
}
