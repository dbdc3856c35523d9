using System.Buffers.Binary;
using System.IO.Hashing;

namespace LlmWorkload.Reading;

/// <summary>What tells one file from another without reading all of it.</summary>
/// <param name="Length">The length of the file, in bytes.</param>
/// <param name="Hash">
/// XxHash128, in hexadecimal, of the length and of at most 64 evenly spaced blocks of 64 KiB, the first and the last among them.
/// </param>
internal sealed record FileFingerprint(long Length, string Hash)
{
    private const int BlockBytes = 64 << 10;
    private const int MaxBlocks = 64;

    /// <summary>The fingerprint of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The first bytes that are looked at; the fingerprint is that of the file when it had as many.</param>
    /// <param name="within">The folder that it must lie in; null for anywhere.</param>
    /// <exception cref="WorkloadException">The file cannot be read.</exception>
    public static FileFingerprint Of(string path, long most = long.MaxValue, string? within = null)
    {
        try
        {
            using var stream = PlacedFile.Open(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.RandomAccess }, within);
            var file = stream.SafeFileHandle;
            var length = Math.Min(most, RandomAccess.GetLength(file));
            var hash = new XxHash128();
            Span<byte> head = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(head, length);
            hash.Append(head);

            var block = new byte[BlockBytes];
            foreach (var offset in BlockOffsets(length))
                hash.Append(block.AsSpan(0, ReadBlock(file, block.AsSpan(0, (int)Math.Min(block.Length, length - offset)), offset)));
            return new FileFingerprint(length, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException($"{path}: cannot be read: {e.Message}", e) { IsInput = true };
        }
    }

    private static IEnumerable<long> BlockOffsets(long length)
    {
        var whole = (length + BlockBytes - 1) / BlockBytes;
        var count = Math.Min(whole, MaxBlocks);
        var last = Math.Max(0, length - BlockBytes);
        for (var i = 0L; i < count; i++)
            yield return whole <= MaxBlocks ? i * BlockBytes : (long)((Int128)last * i / (count - 1));
    }

    private static int ReadBlock(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> block, long offset)
    {
        var read = 0;
        while (read < block.Length)
        {
            var n = RandomAccess.Read(file, block[read..], offset + read);
            if (n == 0)
                break;
            read += n;
        }

        return read;
    }
}
