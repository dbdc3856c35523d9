using System.Globalization;
using System.Text;

namespace LlmWorkload.Output;

/// <summary>
/// Texts of unknown origin, made harmless for a terminal: a control character could move the cursor or change colours, a direction mark
/// could show a text in another order than it has, and a character without a shape could hide in it.
/// </summary>
internal static class Printable
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The text on one line.</summary>
    public static string Line(string text) => Replace(text, keepLines: false);

    /// <summary>The text with its line breaks.</summary>
    public static string Lines(string text) => Replace(text, keepLines: true);

    /// <summary>A JSON document that says the same, with such characters escaped.</summary>
    public static string Json(string document) => Map(document, keepLines: true, static (rune, result) =>
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)]) result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
    });

    private static string Replace(string text, bool keepLines) =>
        Map(text, keepLines, static (_, result) => result.Append(Rune.ReplacementChar));

    private static string Map(string text, bool keepLines, Action<Rune, StringBuilder> write)
    {
        if (!text.EnumerateRunes().Any(rune => IsHarmful(rune, keepLines))) return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmful(rune, keepLines)) write(rune, result);
            else result.Append(rune);
        }

        return result.ToString();
    }

    private static bool IsHarmful(Rune rune, bool keepLines)
    {
        if (rune.IsAscii) return Rune.IsControl(rune) && !(keepLines && rune.Value == '\n');
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Format => !IsPartOfWriting(rune.Value),
            _ => false,
        };
    }

    // The joiners, which scripts and emoji need, and the signs that enclose a number in Arabic, Syriac and Kaithi, which are seen.
    private static bool IsPartOfWriting(int value) =>
        value is ZeroWidthNonJoiner or ZeroWidthJoiner or (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F
            or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;
}
