using System.Globalization;
using System.Text;
using LlmWorkload.Scopes;

namespace LlmWorkload.Reading;

/// <summary>The end of a range in words.</summary>
internal static class InstantText
{
    /// <summary>What an end of a range is.</summary>
    public const string Expected =
        "an instant such as 2025-09-01T22:15:00Z, a date, or +N[s|m|h|d] after the dataset's first instant";

    /// <summary>The end of a range that a text says; null where it says none.</summary>
    public static ScopeInstant? Parse(string text)
    {
        if (text is ['+', .. var span]) return Offset(span);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new ScopeInstant(date.ToDateTime(default).Ticks, false);
        return default(TimestampParser).TryParse(Encoding.UTF8.GetBytes(text), out var ticks) && ticks != Missing.Value
            ? new ScopeInstant(ticks, false)
            : null;
    }

    private static ScopeInstant? Offset(string span)
    {
        var unit = span is [.., 's' or 'm' or 'h' or 'd'] ? span[^1] : 's';
        var digits = span.TrimEnd(unit);
        if (digits.Length + 1 < span.Length || !digits.All(char.IsAsciiDigit)
            || !long.TryParse(digits, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var ticks = (Int128)count * (unit switch
        {
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => TimeSpan.TicksPerSecond,
        });
        return ticks > DateTime.MaxValue.Ticks ? null : new ScopeInstant((long)ticks, true);
    }
}
