namespace LlmWorkload.Segments;

/// <summary>A UUID in its canonical form (36 characters, lower case) as 16 bytes.</summary>
internal static class UuidText
{
    private const int Characters = 36;
    private const int Bytes = 16;

    /// <summary>Appends the 16 bytes if <see cref="Read"/> makes exactly this text of them.</summary>
    public static bool TryWrite(string text, ByteWriter writer)
    {
        if (text.Length != Characters || !Guid.TryParseExact(text, "D", out var uuid))
            return false;
        Span<char> canonical = stackalloc char[Characters];
        uuid.TryFormat(canonical, out _, "D");
        if (!canonical.SequenceEqual(text))
            return false;
        uuid.TryWriteBytes(writer.Reserve(Bytes), bigEndian: true, out _);
        return true;
    }

    public static string Read(ref ByteReader reader) => new Guid(reader.Bytes(Bytes), bigEndian: true).ToString("D");
}
