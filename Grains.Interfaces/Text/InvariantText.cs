using System.Globalization;

namespace LlmWorkload;

/// <summary>Numbers and instants as figures, tables and summaries write them, whatever the machine's culture.</summary>
public static class InvariantText
{
    /// <summary>A whole number with thousands separators.</summary>
    public static string Whole(Int128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A whole number of things, such as <c>1 user</c> or <c>2 users</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="thing">One of them.</param>
    /// <param name="things">More of them; null where an s is added.</param>
    public static string Count(double count, string thing, string? things = null) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? thing : things ?? $"{thing}s")}";

    /// <summary>A date of the calendar.</summary>
    /// <param name="day">Days since 0001-01-01.</param>
    public static string Date(long day) => DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant as ISO 8601 with Z, to 100 ns; null where it is missing.</summary>
    /// <param name="ticks">The instant in UTC ticks.</param>
    public static string? Instant(long ticks) =>
        ticks == Missing.Value ? null : new DateTime(ticks, DateTimeKind.Utc).ToString(
            "yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
