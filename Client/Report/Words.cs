using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Output;

namespace LlmWorkload.Report;

/// <summary>Numbers, names and lists as sentences have them.</summary>
internal static class Words
{
    private const int Digits = 3;
    private const int MostPlaces = 15;
    private const double Grouped = 1_000;
    private const int LongestName = 60;
    private const double Minute = 60;
    private const double Hour = 3_600;
    private const double Day = 86_400;

    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>A number with three significant digits; from 1,000 on a whole one.</summary>
    public static string Number(double value)
    {
        if (value == 0) return "0";
        var places = Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var rounded = Math.Round(value, Math.Clamp(places, 0, MostPlaces), MidpointRounding.AwayFromZero);
        var text = Math.Abs(rounded).ToString(
            Math.Abs(rounded) >= Grouped ? "N0" : "0.###############", CultureInfo.InvariantCulture);
        return rounded < 0 ? $"−{text}" : text;
    }

    /// <summary>A whole number with all of its digits.</summary>
    public static string Whole(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A whole number of things, such as <c>1 user</c> or <c>2 users</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="thing">One of them.</param>
    /// <param name="things">More of them; null where an s is added.</param>
    public static string Count(double count, string thing, string? things = null) => InvariantText.Count(count, thing, things);

    /// <summary>A number of things with three significant digits, such as <c>1 turn</c> or <c>1.52 turns</c>.</summary>
    /// <param name="value">How many.</param>
    /// <param name="thing">One of them.</param>
    public static string Amount(double value, string thing) => $"{Number(value)} {thing}{(IsOne(value) ? "" : "s")}";

    /// <summary>Whether a number is said to be 1.</summary>
    public static bool IsOne(double value) => Number(value) == "1";

    /// <summary>
    /// What a value does from one place to another: <c>goes from 3 s at night to 5 s by day</c>, or <c>is 3 s both at night and by day</c>
    /// where it is the same as said.
    /// </summary>
    /// <param name="first">The value at the first place.</param>
    /// <param name="at">The first place.</param>
    /// <param name="last">The value at the last place.</param>
    /// <param name="lastAt">The last place.</param>
    public static string Course(string first, string at, string last, string lastAt) =>
        first == last ? $"is {first} both {at} and {lastAt}" : $"goes from {first} {at} to {last} {lastAt}";

    /// <summary>A sentence that begins as one, whatever its first word is.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A share, such as <c>61.3 %</c>. What is not all is never called 100 %.</summary>
    public static string Share(double value)
    {
        var percent = Number(100 * value);
        return percent == "100" && value < 1 ? "nearly 100 %" : $"{percent} %";
    }

    /// <summary>A time, such as <c>24.4 ms</c> or <c>3.2 h</c>.</summary>
    /// <param name="value">Seconds.</param>
    public static string Seconds(double value) => Math.Abs(value) switch
    {
        0 => "0 s",
        < 1 => $"{Number(1_000 * value)} ms",
        < 2 * Minute => $"{Number(value)} s",
        < Hour => $"{Number(value / Minute)} min",
        < 2 * Day => $"{Number(value / Hour)} h",
        _ => $"{Number(value / Day)} days",
    };

    /// <summary>An instant of a summary to the second, such as <c>2025-01-06 10:30:00</c>.</summary>
    public static string Instant(string text) => text.Length < 19 ? text : text[..19].Replace('T', ' ');

    /// <summary>The name of a weekday, 0 for Monday.</summary>
    public static string Weekday(double day) => day is >= 0 and < 7 ? Weekdays[(int)day] : Whole(day);

    /// <summary>The name of a model as figures show it, without characters that could turn the text around.</summary>
    public static string Name(string? name) => Printable.Line(FigureNames.Label(name ?? "?", LongestName));

    /// <summary>Texts in a row, such as <c>a, b and c</c>.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="last">The word before the last one.</param>
    public static string Row(IReadOnlyList<string> texts, string last = "and") =>
        texts.Count < 2 ? string.Concat(texts) : $"{string.Join(", ", texts.Take(texts.Count - 1))} {last} {texts[^1]}";
}
