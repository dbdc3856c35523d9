using System.Buffers.Binary;

namespace LlmWorkload.Reading;

/// <summary>
/// Zeros behind the last member of a gzip file, as tapes and some writers leave them: they are no data, and <c>gzip -t</c> accepts them.
/// </summary>
internal static class GzipPadding
{
    // Larger files that end with few zeros are not read once more to tell whose they are.
    private const long MostLooked = 64 << 20;

    // A member can end with as many zeros itself: those of its last block, of its checksum and of its length.
    private const int MostOwnZeros = 9;

    /// <summary>Where the data of a gzip file ends. The file is left at its start.</summary>
    /// <param name="file">A file that can be read more than once.</param>
    /// <returns>Its length, less what is padding for certain.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static long EndOf(Stream file)
    {
        var length = file.Length;
        var zeros = TrailingZeros(file);
        var end = IsPadded(file, zeros)
            ? Enumerable.Range(0, MostOwnZeros + 1).Select(own => length - zeros + own).Prepend(length).FirstOrDefault(
                end => end <= length && IsWhole(file, end), length)
            : length;
        file.Position = 0;
        return end;
    }

    // The last four bytes are the length of the last member's content, which is seldom shorter than what it is compressed to.
    private static bool IsPadded(Stream file, long zeros)
    {
        if (zeros is 0 or > MostOwnZeros || file.Length > MostLooked) return zeros > MostOwnZeros;
        Span<byte> last = stackalloc byte[sizeof(uint)];
        file.Position = Math.Max(0, file.Length - last.Length);
        file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(last) < file.Length;
    }

    private static long TrailingZeros(Stream file)
    {
        var block = new byte[4096];
        var zeros = 0L;
        for (var end = file.Length; end > 0; end -= block.Length)
        {
            var start = Math.Max(0, end - block.Length);
            file.Position = start;
            var part = block.AsSpan(0, (int)(end - start));
            file.ReadExactly(part);
            var last = part.LastIndexOfAnyExcept((byte)0);
            zeros += part.Length - 1 - last;
            if (last >= 0) break;
        }

        return zeros;
    }

    private static bool IsWhole(Stream file, long end)
    {
        file.Position = 0;
        using var members = new GzipMembers(new BufferedStream(file), end, leaveOpen: true);
        try
        {
            members.CopyTo(Stream.Null);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
