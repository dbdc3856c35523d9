namespace LlmWorkload.Reading.Csv;

/// <summary>How a log is written: what stands between its fields and between its lines.</summary>
/// <param name="Separator">The byte between two fields: a comma, a semicolon, a tab or a bar.</param>
/// <param name="LineBreak">
/// The byte that ends a line: a line feed, before which a carriage return may stand, or in files of old Macintoshes a carriage return.
/// </param>
/// <param name="SkipsBlanks">
/// Whether blanks may stand between a separator and an opening quote, as they do between the names of the header.
/// </param>
internal readonly record struct CsvDialect(byte Separator, byte LineBreak, bool SkipsBlanks)
{
    private static ReadOnlySpan<byte> Separators => ",;\t|"u8;

    /// <summary>
    /// The dialect that the first line shows: the separator that stands most often outside quotes, of several the first in the list.
    /// </summary>
    /// <param name="firstBlock">The start of the text, from the header on.</param>
    /// <param name="named">The separator where it is known; null where the header is to show it.</param>
    public static CsvDialect Of(ReadOnlySpan<byte> firstBlock, byte? named = null)
    {
        var lineBreak = firstBlock.Contains((byte)'\n') || !firstBlock.Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
        var end = firstBlock.IndexOf(lineBreak);
        var header = end < 0 ? firstBlock : firstBlock[..end];
        var separator = named ?? MostFrequent(header);
        return new CsvDialect(separator, lineBreak, HasBlankBehind(header, separator));
    }

    /// <summary>The separator that a first line <c>sep=;</c> names; null where the first line is another.</summary>
    /// <param name="firstBlock">The start of the text.</param>
    /// <param name="length">Bytes of that line with its line break.</param>
    public static byte? NamedSeparator(ReadOnlySpan<byte> firstBlock, out int length)
    {
        length = 0;
        if (!firstBlock.StartsWith("sep="u8) || firstBlock.Length < 6 || !Separators.Contains(firstBlock[4])) return null;
        var lineBreak = firstBlock[5..] switch { [(byte)'\r', (byte)'\n', ..] => 2, [(byte)'\n' or (byte)'\r', ..] => 1, _ => 0 };
        if (lineBreak == 0) return null;
        length = 5 + lineBreak;
        return firstBlock[4];
    }

    private static byte MostFrequent(ReadOnlySpan<byte> header)
    {
        var separator = Separators[0];
        var most = 0;
        foreach (var candidate in Separators)
        {
            var count = CountOutsideQuotes(header, candidate);
            if (count > most) (separator, most) = (candidate, count);
        }

        return separator;
    }

    private static int CountOutsideQuotes(ReadOnlySpan<byte> header, byte separator)
    {
        var count = 0;
        var isQuoted = false;
        foreach (var c in header)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == separator && !isQuoted) count++;
        }

        return count;
    }

    private static bool HasBlankBehind(ReadOnlySpan<byte> header, byte separator)
    {
        for (var i = 0; i + 1 < header.Length; i++)
        {
            if (header[i] == separator && header[i + 1] == ' ') return true;
        }

        return false;
    }
}
