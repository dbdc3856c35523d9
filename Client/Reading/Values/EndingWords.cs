namespace LlmWorkload.Reading;

/// <summary>Whether the text of a status that counts as a success looks like that of a failure.</summary>
internal static class EndingWords
{
    private const int MostCharacters = 40;
    private const int DigitsOfCode = 3;

    private static readonly string[] Words =
    [
        "error", "fail", "timeout", "timed out", "timed_out", "timed-out", "time-out", "exception", "reject", "unavailable", "exceeded",
        "abort", "cancel",
    ];

    // "no error" is the contrary.
    private static readonly string[] Contraries = ["no ", "no_", "no-", "non-", "not ", "without "];

    /// <summary>
    /// Whether a text has a word of failures, or a number from 400 to 599 at its start or as a word. A text that begins with "no" has not.
    /// </summary>
    public static bool LookLikeFailure(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        foreach (var contrary in Contraries)
        {
            if (text.StartsWith(contrary, StringComparison.OrdinalIgnoreCase)) return false;
        }

        foreach (var word in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return HasCode(text);
    }

    /// <summary>The beginning of a text, as doubts show it.</summary>
    public static string Shown(string text) => text.Length <= MostCharacters
        ? text
        : $"{text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)]}…";

    private static bool HasCode(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + DigitsOfCode <= text.Length; at++)
        {
            if (text[at] is not ('4' or '5') || !char.IsAsciiDigit(text[at + 1]) || !char.IsAsciiDigit(text[at + 2])) continue;
            var end = at + DigitsOfCode;
            var ends = end == text.Length || !(at == 0 ? char.IsAsciiDigit(text[end]) : char.IsLetterOrDigit(text[end]));
            if (ends && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))) return true;
        }

        return false;
    }
}
