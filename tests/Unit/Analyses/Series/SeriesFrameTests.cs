using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Series;

public sealed class SeriesFrameTests
{
    private static readonly long Noon = new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void Buckets_are_whole_widths_away_from_1970()
    {
        // 1970-01-01 was a Thursday, so weeks begin on Thursdays: 27 February 2025.
        var frame = SeriesFrame.Of(Noon, Noon + (6 * TimeSpan.TicksPerDay), 7 * 86_400);
        Assert.Equal((2, new DateTime(2025, 2, 27).Ticks), (frame.Buckets, frame.Start(0)));
        Assert.Equal((0, 1), (frame.BucketOf(Noon), frame.BucketOf(new DateTime(2025, 3, 6).Ticks)));
    }

    [Fact]
    public void An_instant_before_1970_lies_in_the_bucket_that_begins_at_it_or_before()
    {
        // 50 s before 1970 lies in the minute before it.
        var instant = DateTime.UnixEpoch.AddSeconds(-50).Ticks;
        var frame = SeriesFrame.Of(instant, DateTime.UnixEpoch.Ticks, 60);
        Assert.Equal((2, DateTime.UnixEpoch.AddSeconds(-60).Ticks), (frame.Buckets, frame.Start(0)));
        Assert.Equal((0, 1), (frame.BucketOf(instant), frame.BucketOf(DateTime.UnixEpoch.Ticks)));
    }

    [Fact]
    public void A_bucket_that_begins_before_the_first_year_is_told_by_its_first_tick() =>
        Assert.Equal(0, SeriesFrame.Of(5, 6, SeriesWidth.MostSeconds).Start(0));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(499, 1, 500)]
    [InlineData(500, 10, 51)]
    [InlineData(4_999, 10, 500)]
    [InlineData(5_000, 60, 84)]
    [InlineData(86_400, 300, 289)]
    [InlineData(500 * 86_400, 86_400, 501)]
    public void The_usual_width_is_the_first_that_needs_at_most_500_buckets_or_a_day(long span, long seconds, long buckets)
    {
        var frame = SeriesFrame.Of(Noon, Noon + (span * TimeSpan.TicksPerSecond), 0);
        Assert.Equal((seconds, buckets), (frame.Seconds, frame.Buckets));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    [InlineData("0s", null)]
    [InlineData("", null)]
    [InlineData("h", null)]
    [InlineData("-1h", null)]
    [InlineData("1.5h", null)]
    [InlineData("1w", null)]
    [InlineData("36501d", null)]
    [InlineData("99999999999999999999", null)]
    public void A_width_is_a_whole_number_with_a_unit_or_of_seconds(string text, int? seconds) =>
        Assert.Equal(seconds, SeriesWidth.Parse(text));

    [Theory]
    [InlineData(1, "1s")]
    [InlineData(120, "2m")]
    [InlineData(5_400, "90m")]
    [InlineData(172_800, "2d")]
    public void A_width_is_told_in_its_largest_unit(long seconds, string text) => Assert.Equal(text, SeriesWidth.Text(seconds));
}
