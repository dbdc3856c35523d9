using System.IO.Hashing;
using System.Text;

namespace LlmWorkload;

/// <summary>The 64-bit hash that stands for a user's or a model's id in segments: XxHash3 of its UTF-8 text.</summary>
public static class IdHash
{
    /// <summary>The hash of an id's UTF-8 bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8, long seed) => XxHash3.HashToUInt64(utf8, seed);

    /// <summary>The hash of an id.</summary>
    public static ulong Of(string id, long seed) => Of(Encoding.UTF8.GetBytes(id), seed);
}
