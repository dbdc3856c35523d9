using System.Text;

namespace LlmWorkload.Reading;

/// <summary>What the bytes of a log look like to a person.</summary>
internal static class LogText
{
    private const int MaxRawCharacters = 1_000;

    /// <summary>Why <paramref name="firstBlock"/> cannot be the start of a CSV file, or null when it can.</summary>
    public static string? WhyNotCsv(ReadOnlySpan<byte> firstBlock)
    {
        if (firstBlock.IsEmpty)
            return "the file is empty";
        if (firstBlock is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            return "the file is UTF-16; a request log is UTF-8";
        if (firstBlock is [0x28, 0xb5, 0x2f, 0xfd, ..])
            return "the file is compressed with zstd and does not look like CSV; a request log is plain or gzip";
        if (firstBlock is [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..])
            return "the file is Parquet and does not look like CSV";
        return IsBinary(firstBlock) ? "the file holds binary data and does not look like CSV" : null;
    }

    /// <summary>A record as text: at most 1,000 characters, then <c>…</c> when it was cut.</summary>
    public static string Raw(ReadOnlySpan<byte> record)
    {
        var text = Encoding.UTF8.GetString(record[..Math.Min(record.Length, MaxRawCharacters * 4)]);
        if (text.Length <= MaxRawCharacters && record.Length <= MaxRawCharacters * 4)
            return text;
        var cut = Math.Min(MaxRawCharacters, text.Length);
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)] + "…";
    }

    /// <summary>Whether a quoted field of <paramref name="record"/> is not closed, or goes on after its closing quote.</summary>
    public static bool HasUnclosedQuote(ReadOnlySpan<byte> record)
    {
        var i = 0;
        while (i < record.Length)
        {
            if (record[i] == '"' && !TryCloseQuote(record, ref i))
                return true;
            while (i < record.Length && record[i] != ',')
                i++;
            i++;
        }

        return false;
    }

    private static bool TryCloseQuote(ReadOnlySpan<byte> record, ref int i)
    {
        for (i++; i < record.Length; i++)
        {
            if (record[i] != '"')
                continue;
            i++;
            if (i == record.Length || record[i] == ',')
                return true;
            if (record[i] != '"')
                return false;
        }

        return false;
    }

    private static bool IsBinary(ReadOnlySpan<byte> block)
    {
        var controls = 0;
        foreach (var b in block)
        {
            if (b == 0)
                return true;
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                controls++;
        }

        return controls > block.Length / 32;
    }
}
