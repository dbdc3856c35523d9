using System.Globalization;
using CsCheck;
using LlmWorkload.Kernels;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Tests.Kernels;

public sealed class ZoneClockTests
{
    private static readonly long First = Ticks("1995-01-01T00:00:00");
    private static readonly long Last = Ticks("2035-01-01T00:00:00");

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Australia/Lord_Howe")] // half an hour
    [InlineData("Pacific/Apia")] // left out a day
    [InlineData("America/Havana")] // at midnight
    [InlineData("Etc/UTC")]
    public void A_clock_shows_what_the_zone_says(string zone)
    {
        var clock = ZoneClock.Of(zone, First, Last);
        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Gen.Long[First, Last].Array[1, 50].Sample(instants =>
        {
            using var scratch = new Scratch();
            Assert.Equal(instants.Select(instant => Plain(instant, found)), ZoneClock.Local(clock, instants, scratch).ToArray());
        });
    }

    [Theory]
    [InlineData("2025-03-30", 23)]
    [InlineData("2025-03-31", 24)]
    [InlineData("2025-10-26", 25)]
    public void Days_have_the_hours_that_they_have(string day, int hours)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var start = date.AddDays(-2).ToDateTime(default).Ticks;
        long[] everyHour = [.. Enumerable.Range(0, 96).Select(hour => start + (hour * TimeSpan.TicksPerHour))];
        using var scratch = new Scratch();
        var local = ZoneClock.Local(ZoneClock.Of("Europe/Berlin", everyHour[0], everyHour[^1]), everyHour, scratch);

        var counts = ClockCounts.ByDate(local);
        Assert.Equal(hours, counts.Counts[counts.Values.IndexOf(date.DayNumber)]);
    }

    [Fact]
    public void A_change_holds_from_its_own_tick_on()
    {
        var change = Ticks("2025-10-26T01:00:00");
        var clock = ZoneClock.Of("Europe/Berlin", change - 1, change)!;
        using var scratch = new Scratch();

        Assert.Equal([Ticks("2025-10-26T02:59:59.9999999"), Ticks("2025-10-26T02:00:00")],
            ZoneClock.Local(clock, [change - 1, change], scratch).ToArray());
    }

    [Fact]
    public void UTC_is_no_clock_and_the_ends_of_time_stay_times()
    {
        using var scratch = new Scratch();
        Assert.Null(ZoneClock.Of("UTC", First, Last));
        Assert.Equal([5, 3], ZoneClock.Local(null, [5, 3], scratch).ToArray());
        Assert.Equal([0], ZoneClock.Local(ZoneClock.Of("America/New_York", 5, 5), [5], scratch).ToArray());
        var end = DateTime.MaxValue.Ticks;
        Assert.Equal([end], ZoneClock.Local(ZoneClock.Of("Asia/Tokyo", end, end), [end], scratch).ToArray());
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_refused() =>
        Assert.True(Assert.Throws<WorkloadException>(() => ZoneClock.Of("Mars/Olympus", First, Last)).IsInput);

    [Fact]
    public void Clocks_of_one_zone_over_one_time_are_equal_also_when_they_were_sent()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var clock = ZoneClock.Of("Europe/Berlin", First, Last)!;
        var sent = serializer.Deserialize<ZoneClock>(serializer.SerializeToArray(clock))!;

        Assert.Equal(clock, sent);
        Assert.Equal(clock.GetHashCode(), sent.GetHashCode());
        Assert.NotEqual(clock, ZoneClock.Of("Europe/Paris", First, Last));
        Assert.NotEqual(clock, ZoneClock.Of("Europe/Berlin", First, First));
    }

    [Fact]
    public void Times_that_go_back_over_midnight_fall_to_their_own_hours_and_dates()
    {
        long[] times = [Ticks("2025-01-02T00:00:30"), Ticks("2025-01-01T23:01:00"), Ticks("2025-01-02T00:02:00")];
        using var scratch = new Scratch();

        Assert.Equal([0, 23, 0], ClockGroups.ByHour(times, scratch).ToArray());
        Assert.Equal([1, 0, 1], ClockGroups.ByDate(times, scratch, out var days).ToArray());
        Assert.Equal([new DateOnly(2025, 1, 1).DayNumber, new DateOnly(2025, 1, 2).DayNumber], days);
    }

    private static long Plain(long instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(new DateTime(instant, DateTimeKind.Utc), zone).Ticks;

    private static long Ticks(string instant) => DateTime.Parse(instant, CultureInfo.InvariantCulture).Ticks;
}
