using System.Text;
using System.Text.RegularExpressions;

namespace LlmWorkload.Reading;

/// <summary>How units of time are called, and how large they are.</summary>
internal static partial class TimeUnits
{
    /// <summary>The names that options and mapping files take.</summary>
    public static IReadOnlyList<string> Names { get; } = ["s", "ms", "us", "ns"];

    /// <summary>Decimal places between the unit and a tick of 100 ns: 7 for seconds, −2 for nanoseconds.</summary>
    public static int Digits(this TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => 4,
        TimeUnit.Microseconds => 1,
        TimeUnit.Nanoseconds => -2,
        _ => 7,
    };

    /// <summary>The unit's name; null where nobody says it.</summary>
    public static string? Name(this TimeUnit unit) => unit == TimeUnit.Untold ? null : Names[(int)unit - 1];

    /// <summary>The unit of a name: <c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c>; null for any other.</summary>
    public static TimeUnit? Of(string name) => Names.ToList().IndexOf(name) is >= 0 and var at ? (TimeUnit)(at + 1) : null;

    /// <summary>The unit that a log writes beside a number: <c>s</c>, <c>seconds</c>, <c>ms</c>, <c>us</c>; null for no unit.</summary>
    public static TimeUnit? Written(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Trim().ToLowerInvariant() switch
    {
        "s" or "sec" or "secs" or "second" or "seconds" => TimeUnit.Seconds,
        "ms" or "msec" or "msecs" or "millis" or "millisecond" or "milliseconds" => TimeUnit.Milliseconds,
        "us" or "\u00b5s" or "\u03bcs" or "usec" or "usecs" or "micros" or "microsecond" or "microseconds" => TimeUnit.Microseconds,
        "ns" or "nsec" or "nsecs" or "nanos" or "nanosecond" or "nanoseconds" => TimeUnit.Nanoseconds,
        _ => null,
    };

    /// <summary>
    /// Parts a column's name from the unit that it says: <c>ttft_ms</c>, <c>latencyMs</c>, <c>start_time_unix_ns</c>.
    /// </summary>
    /// <returns>The name without its unit, and the unit; null where it says none.</returns>
    public static (string Name, TimeUnit Unit)? OfColumn(string column)
    {
        if (Ending().Match(column) is not { Success: true } ending) return null;
        var unit = ending.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "s" or "sec" or "secs" or "seconds" => TimeUnit.Seconds,
            "ms" or "msec" or "millis" or "milliseconds" => TimeUnit.Milliseconds,
            "us" or "usec" or "micros" or "microseconds" => TimeUnit.Microseconds,
            _ => TimeUnit.Nanoseconds,
        };
        return (Epoch().Replace(column[..ending.Index], ""), unit);
    }

    [GeneratedRegex(@"([_\-. ](?<unit>(?i:s|secs?|seconds|ms|msec|millis|milliseconds|us|usec|micros|microseconds|ns|nanos|nanoseconds))"
        + @"|(?<=[a-z])(?<unit>Sec|Secs|Seconds|Ms|Millis|Milliseconds|Us|Micros|Microseconds|Ns|Nanos|Nanoseconds))$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"([_\-. ](?i:unix|epoch)|(?<=[a-z])(Unix|Epoch))$")]
    private static partial Regex Epoch();
}
