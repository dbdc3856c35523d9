using System.Globalization;
using System.Text;

namespace LlmWorkload.Figures;

/// <summary>
/// Characters and the marks behind them as one character, where Unicode has one: form C of texts whose marks stand in canonical order. The
/// programs run without a culture's data, and .NET's own normalisation leaves texts as they are then.
/// </summary>
internal static class Composition
{
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int FirstTail = 0x11A7;
    private const int FirstSyllable = 0xAC00;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    // From Unicode's data: lines of a mark, then bases, each with what both make together; four hexadecimal digits each.
    private static readonly Lazy<Dictionary<(char Base, char Mark), char>> Pairs = new(Read);

    /// <summary>The text with marks composed.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var composed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (composed.Length > 0 && Together(composed[^1], character) is { } one) composed[^1] = one;
            else composed.Append(character);
        }

        return composed.ToString();
    }

    private static char? Together(char first, char second)
    {
        if (first - FirstLead is >= 0 and < Leads && second - FirstVowel is >= 0 and < Vowels)
            return (char)(FirstSyllable + (((first - FirstLead) * Vowels + second - FirstVowel) * Tails));
        if (first - FirstSyllable is >= 0 and < Leads * Vowels * Tails && (first - FirstSyllable) % Tails == 0
            && second - FirstTail is > 0 and < Tails)
            return (char)(first + second - FirstTail);
        return Pairs.Value.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static Dictionary<(char Base, char Mark), char> Read()
    {
        var pairs = new Dictionary<(char Base, char Mark), char>();
        using var stream = typeof(Composition).Assembly.GetManifestResourceStream("Compositions.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            var mark = Character(line, 0);
            for (var at = 5; at < line.Length; at += 8) pairs[(Character(line, at), mark)] = Character(line, at + 4);
        }

        return pairs;
    }

    private static char Character(string line, int at) =>
        (char)ushort.Parse(line.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
