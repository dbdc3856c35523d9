using LlmWorkload.Commands;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Tests.Commands;

public sealed class ScopeChoiceTests
{
    [Theory]
    [InlineData("2025-09-01", "2025-09-01T00:00:00")]
    [InlineData("2025-09-01T22:15:00Z", "2025-09-01T22:15:00")]
    [InlineData("2025-09-01 22:15:00.5+02:00", "2025-09-01T20:15:00.5")]
    [InlineData("20250901", "2025-09-01T00:00:00")]
    [InlineData("1756677600", "2025-08-31T22:00:00")]
    public void An_instant_is_one_of_logs_or_a_date(string text, string expected) =>
        Assert.Equal(new ScopeInstant(DateTime.Parse(expected, null, System.Globalization.DateTimeStyles.AssumeUniversal
            | System.Globalization.DateTimeStyles.AdjustToUniversal).Ticks, false), InstantText.Parse(text));

    [Theory]
    [InlineData("+0", 0)]
    [InlineData("+90", 90)]
    [InlineData("+90s", 90)]
    [InlineData("+5m", 300)]
    [InlineData("+2h", 7_200)]
    [InlineData("+1d", 86_400)]
    public void An_offset_counts_from_the_first_instant(string text, long seconds) =>
        Assert.Equal(new ScopeInstant(seconds * TimeSpan.TicksPerSecond, true), InstantText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("+h")]
    [InlineData("+1.5h")]
    [InlineData("+-1h")]
    [InlineData("+1w")]
    [InlineData("+1hh")]
    [InlineData("+ 1")]
    [InlineData("+99999999999999999999")]
    [InlineData("+9999999999999d")]
    [InlineData("2025-13-01")]
    [InlineData("yesterday")]
    [InlineData("NaN")]
    public void What_is_neither_is_none(string text) => Assert.Null(InstantText.Parse(text));
}
