using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ClockTests
{
    [Theory]
    [InlineData("2024-02-29T23:59:59.9999999", 23, "2024-02-29")]
    [InlineData("2024-03-01T00:00:00", 0, "2024-03-01")]
    [InlineData("1969-12-31T23:59:59", 23, "1969-12-31")]
    [InlineData("9999-12-31T12:30:00", 12, "9999-12-31")]
    [InlineData("2023-12-31T00:01:00", 0, "2023-12-31")]
    public void An_instant_falls_to_its_hour_and_date(string instant, int hour, string date)
    {
        long[] ticks = [Ticks(instant)];
        Assert.Equal(hour, Array.IndexOf(ClockCounts.ByHour(ticks), 1));
        Assert.Equal(date, DateOnly.FromDayNumber((int)ClockCounts.ByDate(ticks).Values[0]).ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void Minutes_run_from_the_first_instants_to_the_lasts_and_empty_ones_count_too()
    {
        // 23:58:59 and 23:58:00 share a minute, 23:59 and 00:00 are empty, 00:01 has one; what lies outside counts for nothing.
        long[] ticks = [
            Ticks("2025-01-01T00:01:00"), Ticks("2024-12-31T23:58:59"), Ticks("2024-12-31T23:58:00"), Ticks("2024-12-31T23:57:59.9999999"),
            Ticks("2025-01-01T00:02:00")];
        var minutes = MinuteRange.WithinDay(ticks[2], ticks[0]);
        Assert.Equal([2, 0, 0, 1], ClockCounts.ByMinute(ticks, minutes));
    }

    [Theory]
    [InlineData("2025-01-01T10:00:00", "2025-01-01T10:00:59.9999999", 1)]
    // A tick less than 24 hours, and both in a minute of their own.
    [InlineData("2025-01-01T10:00:30", "2025-01-02T10:00:29.9999999", 1_441)]
    [InlineData("2025-01-01T10:00:30", "2025-01-02T10:00:30", 0)] // 24 hours
    [InlineData("1970-01-01T00:00:00", "2025-01-01T00:00:00", 0)]
    public void Only_less_than_a_day_has_minutes(string first, string last, int minutes) =>
        Assert.Equal(minutes, MinuteRange.WithinDay(Ticks(first), Ticks(last)).Count);

    [Theory]
    [InlineData(0, "1k")]
    [InlineData(1_000, "1k")]
    [InlineData(1_001, "10k")]
    [InlineData(10_000, "10k")]
    [InlineData(100_000, "100k")]
    [InlineData(1_000_000, "1000k")]
    [InlineData(1_000_001, "large")]
    public void A_count_falls_to_its_size_class(long requests, string size) => Assert.Equal(size, SizeClass.Of(requests));

    private static long Ticks(string instant) => DateTime.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).Ticks;
}
