namespace LlmWorkload.Output;

/// <summary>Texts of unknown origin, made harmless for a terminal: a control character could move the cursor or change colours.</summary>
internal static class Printable
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text on one line.</summary>
    public static string Line(string text) => Replace(text, keepLines: false);

    /// <summary>The text with its line breaks.</summary>
    public static string Lines(string text) => Replace(text, keepLines: true);

    private static string Replace(string text, bool keepLines) =>
        !text.Any(char.IsControl) ? text : string.Concat(text.Select(c => char.IsControl(c) && !(keepLines && c is '\n') ? Replacement : c));
}
