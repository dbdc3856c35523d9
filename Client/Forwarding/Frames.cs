using System.Buffers.Binary;
using System.Text;

namespace LlmWorkload.Forwarding;

/// <summary>What a frame carries.</summary>
internal enum FrameKind : byte
{
    /// <summary>Bytes of standard output.</summary>
    Output = 1,

    /// <summary>Bytes of standard error.</summary>
    Error = 2,

    /// <summary>The exit code, as text; nothing follows.</summary>
    Exit = 3,

    /// <summary>The command is not run here; nothing follows.</summary>
    Refused = 4,

    /// <summary>The command is run; what it says follows.</summary>
    Accepted = 5,
}

/// <summary>Frames between two processes: a kind (1 byte), a length (4 bytes, the lowest first) and so many bytes.</summary>
internal static class Frames
{
    private const int HeaderBytes = 5;
    private const int Most = 1 << 16;

    /// <summary>Writes bytes, as several frames where they are many.</summary>
    public static void Write(Stream stream, FrameKind kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        do
        {
            var some = bytes[..Math.Min(Most, bytes.Length)];
            header[0] = (byte)kind;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], some.Length);
            stream.Write(header);
            stream.Write(some);
            bytes = bytes[some.Length..];
        }
        while (!bytes.IsEmpty);
    }

    /// <summary>Writes a text.</summary>
    public static void Write(Stream stream, FrameKind kind, string text) => Write(stream, kind, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the next frame; null where the other side has ended.</summary>
    public static async Task<(FrameKind Kind, byte[] Bytes)?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        if (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken) < HeaderBytes) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
        if (length is < 0 or > Most) return null;
        var bytes = new byte[length];
        return await stream.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken) < length
            ? null
            : ((FrameKind)header[0], bytes);
    }
}
