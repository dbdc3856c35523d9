using System.Text;

namespace LlmWorkload.Segments;

/// <summary>
/// A list of texts: its count, and a byte that says whether all are canonical UUIDs. If so, 16 bytes a UUID follow. If not, a length stands
/// in front of each text (0 for a UUID, otherwise the bytes of UTF-8 plus one).
/// </summary>
internal static class TextBlock
{
    private const byte Mixed = 0;
    private const byte AllUuids = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A text is null or has half of a surrogate pair.</exception>
    public static void Write(IReadOnlyList<string> texts, ByteWriter writer)
    {
        writer.Unsigned((ulong)texts.Count);
        if (texts.Count == 0)
            return;

        var start = writer.Length;
        writer.Byte(AllUuids);
        foreach (var text in texts)
        {
            ArgumentNullException.ThrowIfNull(text);
            if (UuidText.TryWrite(text, writer))
                continue;
            writer.TruncateTo(start);
            WriteMixed(texts, writer);
            return;
        }
    }

    public static string[] Read(ref ByteReader reader)
    {
        var texts = new string[reader.Count(leastBytes: 1)];
        if (texts.Length == 0)
            return texts;
        var kind = reader.Byte();
        if (kind > AllUuids)
            throw Damage.Of("texts stand in an unknown form");
        for (var i = 0; i < texts.Length; i++)
            texts[i] = kind == AllUuids ? UuidText.Read(ref reader) : ReadMixed(ref reader);
        return texts;
    }

    private static void WriteMixed(IReadOnlyList<string> texts, ByteWriter writer)
    {
        writer.Byte(Mixed);
        foreach (var text in texts)
        {
            ArgumentNullException.ThrowIfNull(text);
            var start = writer.Length;
            writer.Byte(0);
            if (UuidText.TryWrite(text, writer))
                continue;
            writer.TruncateTo(start);
            var bytes = Strict.GetByteCount(text);
            writer.Unsigned((ulong)bytes + 1);
            Strict.GetBytes(text, writer.Reserve(bytes));
        }
    }

    private static string ReadMixed(ref ByteReader reader)
    {
        var length = reader.Int32();
        if (length == 0)
            return UuidText.Read(ref reader);
        try
        {
            return Strict.GetString(reader.Bytes(length - 1));
        }
        catch (DecoderFallbackException)
        {
            throw Damage.Of("a text is not UTF-8");
        }
    }
}
