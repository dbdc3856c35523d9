using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ClockTests
{
    [Theory]
    [InlineData("2024-02-29T23:59:59.9999999", 23, 59, "2024-02-29")]
    [InlineData("2024-03-01T00:00:00", 0, 0, "2024-03-01")]
    [InlineData("1969-12-31T23:59:59", 23, 59, "1969-12-31")]
    [InlineData("9999-12-31T12:30:00", 12, 30, "9999-12-31")]
    [InlineData("2023-12-31T00:01:00", 0, 1, "2023-12-31")]
    public void An_instant_falls_to_its_hour_minute_and_date(string instant, int hour, int minute, string date)
    {
        long[] ticks = [DateTime.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).Ticks];
        Assert.Equal(hour, Array.IndexOf(ClockCounts.ByHour(ticks), 1));
        Assert.Equal(minute, Array.IndexOf(ClockCounts.ByMinute(ticks), 1));
        Assert.Equal(date, DateOnly.FromDayNumber((int)ClockCounts.ByDate(ticks).Values[0]).ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData(0, "1k")]
    [InlineData(1_000, "1k")]
    [InlineData(1_001, "10k")]
    [InlineData(10_000, "10k")]
    [InlineData(100_000, "100k")]
    [InlineData(1_000_000, "1000k")]
    [InlineData(1_000_001, "large")]
    public void A_count_falls_to_its_size_class(long requests, string size) => Assert.Equal(size, SizeClass.Of(requests));
}
