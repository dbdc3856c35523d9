using System.Text.Json;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>What the first bytes of a JSON log tell.</summary>
internal static class JsonHead
{
    private const int NoJson = -2;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Bytes before the first value: a byte order mark.</summary>
    public static int LengthOfMark(ReadOnlySpan<byte> firstBlock) => firstBlock.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    /// <summary>Whether the first character of a text opens an object or a list.</summary>
    public static bool IsJson(ReadOnlySpan<byte> firstBlock) =>
        firstBlock[LengthOfMark(firstBlock)..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>
    /// Whether each line is a record: the first is one object by itself, or longer than the first block, or is no JSON where the second is
    /// an object.
    /// </summary>
    public static bool IsOfLines(ReadOnlySpan<byte> firstBlock)
    {
        var text = firstBlock[LengthOfMark(firstBlock)..].TrimStart(" \t\r\n"u8);
        if (text is not [(byte)'{', ..]) return false;
        var end = text.IndexOf((byte)'\n');
        var first = end < 0 ? text : text[..end];
        var length = AddNames(first, []);
        if (length >= 0) return first[length..].TrimStart(" \t\r"u8) is not [(byte)'{', ..];
        if (end < 0) return true;
        var second = text[(end + 1)..];
        var ends = second.IndexOf((byte)'\n');
        return length == NoJson && AddNames(ends < 0 ? second : second[..ends], []) > 0;
    }

    /// <summary>The members of the first records that are whole in the first block; those of the first alone, if so wanted.</summary>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="most">How many records at most.</param>
    public static IReadOnlyList<string> Names(ReadOnlySpan<byte> firstBlock, int most)
    {
        var names = new List<string>();
        var at = LengthOfMark(firstBlock);
        var isOfLines = IsOfLines(firstBlock);
        for (var record = 0; record < most && at < firstBlock.Length; record++)
        {
            var text = firstBlock[at..];
            var blanks = text.Length - text.TrimStart(isOfLines ? " \t\r\n"u8 : " \t\r\n[,"u8).Length;
            text = text[blanks..];
            var end = isOfLines ? text.IndexOf((byte)'\n') : -1;
            var known = names.Count;
            var length = AddNames(end < 0 ? text : text[..end], names);
            if (end >= 0 && length == NoJson) names.RemoveRange(known, names.Count - known); // the record will be rejected
            if (end < 0 && length < 0) break;
            at += blanks + (end < 0 ? length : end + 1);
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    // The bytes of the object; −1 where it is not whole, of which the members count that are; NoJson where it is damaged.
    private static int AddNames(ReadOnlySpan<byte> text, List<string> names)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(JsonRecord.Options));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonStrings.NameOf(ref reader) is { } name) names.Add(name);
                if (!reader.TrySkip()) return -1;
            }

            return reader.TokenType == JsonTokenType.EndObject ? (int)reader.BytesConsumed : -1;
        }
        catch (JsonException)
        {
            return NoJson;
        }
    }
}
