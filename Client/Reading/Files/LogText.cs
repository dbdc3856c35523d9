using System.Text;

namespace LlmWorkload.Reading;

/// <summary>What the bytes of a log look like to a person.</summary>
internal static class LogText
{
    /// <summary>Bytes of a record that are looked at to show it.</summary>
    public const int MaxRawBytes = MaxRawCharacters * 4;

    private const int MaxRawCharacters = 1_000;
    private const int MaxNameShown = 100;
    private const int MostNamesShown = 50;

    // First bytes of what people have beside CSV, and what to say of it.
    private static readonly (byte[] Start, string Words)[] Kinds = [
        ("BZh"u8.ToArray(), "compressed with bzip2"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "compressed with xz"),
        ("PK\x03\x04"u8.ToArray(), "a zip archive"),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf], "a 7z archive"),
        ([0x04, 0x22, 0x4d, 0x18], "compressed with lz4"),
        ("ARROW1"u8.ToArray(), "an Arrow file"),
        ("Obj\x01"u8.ToArray(), "Avro"),
        ("ORC"u8.ToArray(), "ORC"),
        ("SQLite format 3"u8.ToArray(), "a SQLite database"),
    ];

    /// <summary>Whether <paramref name="firstBlock"/> is the start of a Parquet file, encrypted or not.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> firstBlock) => firstBlock.StartsWith("PAR1"u8) || firstBlock.StartsWith("PARE"u8);

    /// <summary>Why <paramref name="firstBlock"/> cannot be the start of a CSV file, or null when it can.</summary>
    public static string? WhyNotCsv(ReadOnlySpan<byte> firstBlock)
    {
        if (firstBlock.IsEmpty)
            return "the file is empty";
        foreach (var (start, words) in Kinds)
        {
            if (firstBlock.StartsWith(start))
                return $"the file is {words}; a request log is CSV, JSON or Parquet, plain or compressed with gzip or zstd";
        }

        if (firstBlock.StartsWith("version https://git-lfs"u8))
            return "the file is a pointer of Git LFS and has no requests itself; fetch it with `git lfs pull` first";

        // The header tells: in columns that nobody reads, any byte may stand.
        var end = firstBlock.IndexOfAny((byte)'\n', (byte)'\r');
        return IsBinary(end < 0 ? firstBlock : firstBlock[..end]) ? "the file holds binary data and does not look like CSV" : null;
    }

    /// <summary>A record as text: at most 1,000 characters, then <c>…</c> when it was cut.</summary>
    public static string Raw(ReadOnlySpan<byte> record)
    {
        var text = Encoding.UTF8.GetString(record[..Math.Min(record.Length, MaxRawBytes)]);
        if (text.Length <= MaxRawCharacters && record.Length <= MaxRawBytes)
            return text;
        return Cut(text, MaxRawCharacters);
    }

    /// <summary>The first characters of a text, none of them half a character, and <c>…</c>.</summary>
    /// <param name="text">The text, of at least one character.</param>
    /// <param name="most">How many characters at most.</param>
    public static string Cut(string text, int most)
    {
        var cut = Math.Min(most, text.Length);
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)] + "…";
    }

    /// <summary>The name of a column as it is shown: on one line, of at most 100 characters.</summary>
    public static string Name(string name)
    {
        var shown = name.Length > MaxNameShown ? Cut(name, MaxNameShown) : name;
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : shown;
    }

    /// <summary>The names of columns as they are shown, parted by <c>, </c>: the first 50, and how many more there are.</summary>
    public static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamesShown).Select(Name))
        + (names.Count > MostNamesShown ? $", and {names.Count - MostNamesShown} more" : "");

    private static bool IsBinary(ReadOnlySpan<byte> header)
    {
        var controls = 0;
        foreach (var b in header)
        {
            if (b == 0)
                return true;
            if (b < 0x20 && b != '\t')
                controls++;
        }

        return controls > header.Length / 32;
    }
}
