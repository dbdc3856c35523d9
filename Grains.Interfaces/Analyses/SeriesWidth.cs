using System.Globalization;

namespace LlmWorkload.Analyses;

/// <summary>How wide the buckets of a series are, in words: <c>N[s|m|h|d]</c>, a whole number of seconds, minutes, hours or days.</summary>
public static class SeriesWidth
{
    /// <summary>The widest: a hundred years.</summary>
    public const long MostSeconds = 36_500L * 86_400;

    /// <summary>The widths that are taken where none is given, in seconds: the first that needs few enough buckets.</summary>
    public static IReadOnlyList<long> Usual { get; } = [1, 10, 60, 300, 600, 1_800, 3_600, 21_600, 86_400];

    /// <summary>The seconds that a text says; null where it is none, 0 or above <see cref="MostSeconds"/>.</summary>
    public static long? Parse(string text)
    {
        if (text.Length == 0) return null;
        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        var digits = unit == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= MostSeconds / Math.Max(unit, 1)
            ? number * Math.Max(unit, 1)
            : null;
    }

    /// <summary>Seconds in the largest unit that they are whole numbers of, such as <c>6h</c>.</summary>
    public static string Text(long seconds)
    {
        var (number, unit) = seconds switch
        {
            _ when seconds % 86_400 == 0 => (seconds / 86_400, 'd'),
            _ when seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            _ when seconds % 60 == 0 => (seconds / 60, 'm'),
            _ => (seconds, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }
}
