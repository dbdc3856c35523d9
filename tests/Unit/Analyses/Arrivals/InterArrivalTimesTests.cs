using System.Globalization;
using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class InterArrivalTimesTests
{
    private static readonly Gen<(long Started, int User)[]> Requests =
        Gen.Select(Gen.Long[0, 40].Select(step => step * TimeSpan.TicksPerMillisecond / 2), Gen.Int[-1, 4]).Array[0, 60];

    [Fact]
    public void No_request_and_one_request_have_no_inter_arrival_time()
    {
        foreach (var started in (long[][])[[], [Ticks("2025-09-01T00:00:00")]])
        {
            Assert.Empty(OfAll(started).InterArrivals);
            Assert.Empty(OfUsers(started, new int[started.Length], 1).InterArrivals);
        }
    }

    [Fact]
    public void Two_requests_have_one_inter_arrival_time_and_no_pair()
    {
        var series = OfAll([Ticks("2025-09-01T00:00:00"), Ticks("2025-09-01T00:00:01.5")]);
        Assert.Equal([15_000_000], series.InterArrivals);
        Assert.Equal([Ticks("2025-09-01T00:00:01.5")], series.Later);
        Assert.Equal([-1], series.Previous);
    }

    [Fact]
    public void Differences_are_used_as_they_are_also_below_a_millisecond()
    {
        // 0, 0, 0.4, 1.4 and 2.5 ms: 0, 0.4, 1 and 1.1.
        long[] started = [0, 0, 4_000, 14_000, 25_000];
        foreach (var series in (Series[])[OfAll(started), OfUsers(started, new int[started.Length], 1)])
        {
            Assert.Equal([0, 4_000, 10_000, 11_000], series.InterArrivals);
            Assert.Equal([-1, 0, 1, 2], series.Previous);
        }
    }

    [Fact]
    public void Users_are_kept_apart_and_requests_without_a_user_count_for_nothing()
    {
        // User 0 at 0, 2 and 7 s, user 1 at 1 and 4 s, no user at 3 s, user 2 once.
        long[] started = [.. new long[] { 0, 1, 2, 3, 4, 5, 7 }.Select(second => second * TimeSpan.TicksPerSecond)];
        var series = OfUsers(started, [0, 1, 0, -1, 1, 2, 0], 3);
        Assert.Equal([2, 3, 5], series.InterArrivals.Select(time => time / TimeSpan.TicksPerSecond));
        Assert.Equal([2, 4, 7], series.Later.Select(later => later / TimeSpan.TicksPerSecond));
        Assert.Equal([-1, -1, 0], series.Previous);
    }

    [Fact]
    public void One_user_has_the_series_of_all() => Requests.Sample(requests =>
    {
        var started = Started(requests);
        Same(OfAll(started), OfUsers(started, new int[started.Length], 1));
    });

    [Fact]
    public void The_series_is_that_of_grouping_sorting_and_subtracting() => Requests.Sample(requests =>
    {
        var plain = requests.Where(request => request.User >= 0).GroupBy(request => request.User)
            .SelectMany(user => Plain([.. user.Select(request => request.Started)]));
        var series = OfUsers(Started(requests), Users(requests), 5);
        Assert.Equal(Pooled(plain), Pooled(Taken(series)));
        Assert.True(StableOrder.IsAscending(series.Later));
        Assert.Equal(Plain(Started(requests)), Taken(OfAll(Started(requests))));
    });

    [Fact]
    public void Shuffled_requests_have_the_series_of_sorted_ones() => Gen.Select(Requests, Gen.Int).Sample((requests, seed) =>
    {
        (long Started, int User)[] sorted = [.. requests.DistinctBy(request => request.Started).OrderBy(request => request.Started)];
        var shuffled = sorted.ToArray();
        new Random(seed).Shuffle(shuffled);
        Same(OfAll(Started(sorted)), OfAll(Started(shuffled)));
        Same(OfUsers(Started(sorted), Users(sorted), 5), OfUsers(Started(shuffled), Users(shuffled), 5));
    });

    [Fact]
    public void Equal_starts_follow_one_another_in_input_order()
    {
        // Users 0 and 1 at 5 s, in this order, after both at 1 s in the other: later instants tie, so input order decides which time comes
        // first.
        long[] started = [50_000_000, 50_000_000, 10_000_000, 10_000_000, 90_000_000];
        var series = OfUsers(started, [0, 1, 1, 0, 1], 2);
        Assert.Equal([40_000_000, 40_000_000, 40_000_000], series.InterArrivals);
        Assert.Equal([-1, -1, 1], series.Previous); // the last is user 1's, whose first inter-arrival time is the second of the two
    }

    [Theory]
    [InlineData("2025-09-01T23:59:59.5", "2025-09-02T00:00:00.5", 1, 0, "2025-09-02")] // midnight
    [InlineData("2024-02-28T23:00:00", "2024-02-29T23:00:00", 86_400, 23, "2024-02-29")] // leap day
    [InlineData("2024-02-29T12:00:00", "2024-03-01T12:00:00", 86_400, 12, "2024-03-01")]
    [InlineData("2023-02-28T12:00:00", "2023-03-01T12:00:00", 86_400, 12, "2023-03-01")]
    [InlineData("2025-12-31T23:59:00", "2026-01-01T00:01:00", 120, 0, "2026-01-01")] // month and year end
    [InlineData("1969-12-31T23:59:58", "1970-01-01T00:00:01", 3, 0, "1970-01-01")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T01:00:00", 3_600, 1, "0001-01-01")]
    [InlineData("1900-02-28T00:00:00", "1900-03-01T00:00:00", 86_400, 0, "1900-03-01")] // no leap year
    [InlineData("9999-12-31T22:59:59", "9999-12-31T23:59:59", 3_600, 23, "9999-12-31")]
    public void A_time_belongs_to_the_hour_and_date_of_its_later_request(
        string earlier, string later, double seconds, int hour, string date)
    {
        var series = OfAll([Ticks(later), Ticks(earlier)]);
        Assert.Equal(seconds, series.InterArrivals.Single() / 1e7);
        Assert.Equal([hour], ClockGroups.ByHour(series.Later, new Scratch()));
        Assert.Equal([0], ClockGroups.ByDate(series.Later, new Scratch(), out var days));
        Assert.Equal(date, DateOnly.FromDayNumber(days.Single()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Dates_without_a_request_are_left_out()
    {
        long[] instants = [Ticks("2025-09-01T00:00:00"), Ticks("2025-09-01T23:59:59.9999999"), Ticks("2025-09-04T00:00:00")];
        var groups = ClockGroups.ByDate(instants, new Scratch(), out var days);
        Assert.Equal([new DateOnly(2025, 9, 1).DayNumber, new DateOnly(2025, 9, 4).DayNumber], days);
        Assert.Equal([0, 0, 1], groups.ToArray());
    }

    // An inter-arrival time and the one before it (−1 for none), in order.
    private static IEnumerable<(long Time, long Before)> Plain(long[] started)
    {
        long[] sorted = [.. started.Order()];
        long[] interArrivals = [.. sorted.Zip(sorted.Skip(1), (earlier, later) => later - earlier)];
        return interArrivals.Select((time, index) => (time, index == 0 ? -1 : interArrivals[index - 1]));
    }

    private static IEnumerable<(long Time, long Before)> Taken(Series series) =>
        series.InterArrivals.Select(
            (time, index) => (time, series.Previous[index] < 0 ? -1 : series.InterArrivals[series.Previous[index]]));

    private static IEnumerable<(long Time, long Before)> Pooled(IEnumerable<(long Time, long Before)> series) => series.Order();

    private static void Same(Series one, Series other)
    {
        Assert.Equal(one.InterArrivals, other.InterArrivals);
        Assert.Equal(one.Later, other.Later);
        Assert.Equal(one.Previous, other.Previous);
    }

    private static Series OfAll(long[] started)
    {
        using var scratch = new Scratch();
        return Copy(InterArrivalTimes.OfAll([.. started], scratch));
    }

    private static Series OfUsers(long[] started, int[] users, int userCount)
    {
        using var scratch = new Scratch();
        return Copy(InterArrivalTimes.OfUsers(started, users, userCount, scratch));
    }

    private static Series Copy(InterArrivalSeries series) =>
        new(series.InterArrivals.ToArray(), series.Later.ToArray(), series.Previous.ToArray());

    private static long[] Started((long Started, int User)[] requests) => Array.ConvertAll(requests, request => request.Started);

    private static int[] Users((long Started, int User)[] requests) => Array.ConvertAll(requests, request => request.User);

    private static long Ticks(string instant) => DateTime.Parse(instant, CultureInfo.InvariantCulture).Ticks;

    /// <summary>A series that outlives its scratch.</summary>
    private sealed record Series(long[] InterArrivals, long[] Later, int[] Previous);
}
