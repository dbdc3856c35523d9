using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Concurrency;

public sealed class LevelSweepTests
{
    private const long Minute = TimeSpan.TicksPerMinute;

    // Starts and durations in quarters of a minute, so that many fall on the same tick and on the first tick of a minute.
    private static readonly Gen<(long Start, long Duration)[]> Requests = Gen.Select(
        Gen.Long[0, 60], Gen.Long[1, 20], (start, duration) => (start * Minute / 4, duration * Minute / 4)).Array[1, 30];

    [Fact]
    public void At_one_tick_ends_come_before_starts()
    {
        // [0, 10), [10, 20) and [10, 15): the level is never 3.
        var levels = Sweep([(0, 10), (10, 10), (10, 5)]);
        Assert.Equal((0L, 20L, 2, 10L), (levels.First, levels.Last, levels.Max, levels.MaxAt));
        Assert.Equal([0L, 15, 5], levels.TicksAt);
        Assert.Equal((Int128)25, levels.Sum());
    }

    [Fact]
    public void A_gap_counts_as_0()
    {
        // Busy for 10 of 100 ticks.
        var levels = Sweep([(0, 5), (95, 5)]);
        Assert.Equal([90L, 10], levels.TicksAt);
        Assert.Equal((0L, 0L, 1L), (levels.Quantile(500), levels.Quantile(900), levels.Quantile(901)));
        Assert.Equal((0.1, 1L), (Numbers(levels).Mean, Numbers(levels).Max));
    }

    [Fact]
    public void Without_requests_that_last_there_is_nothing()
    {
        var numbers = LevelNumbers.Of(new DurationCounts(3, 2, 1), new LevelSweep().End());
        Assert.Equal((null, null, null, Missing.Value), (numbers.Span, numbers.Mean, numbers.Max, numbers.MaxAt));
        Assert.All(numbers.Quantiles, quantile => Assert.Null(quantile));
    }

    [Fact]
    public void Levels_are_those_of_every_tick() => Requests.Sample(requests =>
    {
        var levels = Sweep(requests);
        var (first, last) = (requests.Min(each => each.Start), requests.Max(each => each.Start + each.Duration));
        long[] ticks = [.. Enumerable.Range(0, 4 * 25).Select(quarter => quarter * Minute / 4).Where(tick => tick >= first && tick < last)];
        var plain = Array.ConvertAll(ticks, tick => Level(requests, tick));
        Assert.Equal((first, last, plain.Max()), (levels.First, levels.Last, levels.Max));
        Assert.Equal(ticks[Array.IndexOf(plain, plain.Max())], levels.MaxAt);
        Assert.Equal(requests.Aggregate(Int128.Zero, (sum, each) => sum + each.Duration), levels.Sum());
        for (var level = 0; level < levels.TicksAt.Length; level++)
            Assert.Equal(plain.Count(each => each == level) * Minute / 4, levels.TicksAt[level]);
        foreach (var thousandths in (int[])[500, 900, 950, 990, 999])
        {
            var rank = ((thousandths * plain.Length) + 999) / 1_000;
            Assert.Equal(plain.Order().ElementAt(rank - 1), levels.Quantile(thousandths));
        }
    });

    [Fact]
    public void Minutes_are_those_of_every_tick() => Requests.Sample(requests =>
    {
        var series = Minutes(requests).Series(int.MaxValue);
        var last = requests.Max(each => each.Start + each.Duration);
        Assert.True(series.IsWhole);
        Assert.Equal(requests.Min(each => each.Start) / Minute, series.Minutes[0]);
        Assert.Equal(last / Minute, series.Minutes[^1]);
        for (var row = 0; row < series.Minutes.Length; row++)
        {
            var minute = series.Minutes[0] + row;
            int[] plain = [.. Enumerable.Range(0, 4).Select(quarter => Level(requests, (minute * Minute) + (quarter * Minute / 4)))];
            Assert.Equal((minute, plain.Average(), plain.Max()), (series.Minutes[row], series.Mean[row], series.Max[row]));
            Assert.Equal(requests.Count(each => each.Start / Minute == minute), series.Starts[row]);
            Assert.Equal(requests.Count(each => (each.Start + each.Duration) / Minute == minute), series.Ends[row]);
        }
    });

    [Fact]
    public void An_end_at_the_first_tick_of_a_minute_belongs_to_it()
    {
        // One request of the first minute: the second has its end and is idle.
        var series = Minutes([(0, Minute)]).Series(int.MaxValue);
        Assert.Equal([1.0, 0], series.Mean);
        Assert.Equal([1L, 0], series.Max);
        Assert.Equal([1L, 0], series.Starts);
        Assert.Equal([0L, 1], series.Ends);
    }

    [Fact]
    public void Between_minutes_in_which_something_happens_the_level_stays()
    {
        var minutes = Minutes([(0, 5 * Minute), (2 * Minute, Minute / 2)]);
        Assert.Equal([1.0, 1, 1.5, 1, 1, 0], minutes.Series(6).Mean);
        Assert.Equal([1L, 1, 2, 1, 1, 0], minutes.Series(6).Max);

        // Of too many minutes only those are listed.
        var few = minutes.Series(5);
        Assert.False(few.IsWhole);
        Assert.Equal([0L, 2, 5], few.Minutes);
    }

    [Fact]
    public void A_figure_draws_the_level_of_minutes_that_are_not_listed()
    {
        // 1 for five years, 2 for five, 1 for five.
        const long Years = 5L * 365 * 24 * 60 * Minute;
        var figure = ConcurrencyFigures.ByMinute("a/b", "all", Minutes([(0, 2 * Years), (Years, 2 * Years)]));
        var lines = figure.Panels[0].Series.OfType<LineSeries>().ToList();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line =>
        {
            Assert.All(line.Y[..^1], level => Assert.InRange(level, 1, 2));
            Assert.Equal(1, line.Y[line.Y.Length / 6]);
            Assert.Equal(2, line.Y[line.Y.Length / 2]);
            Assert.Equal(1, line.Y[line.Y.Length * 5 / 6]);
        });
    }

    [Fact]
    public void What_comes_in_ranges_is_what_comes_at_once() => Gen.Select(Requests, Gen.Long[0, 60]).Sample((requests, border) =>
    {
        var sweep = new LevelSweep();
        foreach (var (from, end) in ((long, long)[])[(0, border * Minute / 4), (border * Minute / 4, long.MaxValue)])
        {
            sweep.Add(
                [.. Starts(requests).Where(tick => tick >= from && tick < end)],
                [.. Ends(requests).Where(tick => tick >= from && tick < end)]);
        }

        var (whole, parts) = (Sweep(requests), sweep.End());
        Assert.Equal(whole.TicksAt, parts.TicksAt);
        Assert.Equal(whole, parts with { TicksAt = whole.TicksAt });
    });

    [Fact]
    public void An_end_behind_all_time_is_its_last_tick()
    {
        var start = DateTime.MaxValue.Ticks - 5;
        Assert.Equal(DateTime.MaxValue.Ticks, Intervals.End(start, long.MaxValue));
        Assert.Equal(start + 4, Intervals.End(start, 4));
    }

    private static int Level((long Start, long Duration)[] requests, long tick) =>
        requests.Count(each => each.Start <= tick && tick < each.Start + each.Duration);

    private static IEnumerable<long> Starts((long Start, long Duration)[] requests) => requests.Select(each => each.Start).Order();

    private static IEnumerable<long> Ends((long Start, long Duration)[] requests) =>
        requests.Select(each => each.Start + each.Duration).Order();

    [Fact]
    public void Each_model_has_the_colour_that_it_has_in_other_figures()
    {
        var levels = Sweep([(0, 10), (5, 10)]);

        var figure = ConcurrencyFigures.ByLevel("f", [("all", FigureSeries.Whole, levels), ("a", 4, levels)]);
        Assert.Equal([FigureSeries.Whole, 4], figure.Panels[0].Series.Select(series => series.Colour));
        Assert.Null(ConcurrencyFigures.ByLevel("f", [("all", FigureSeries.Whole, levels)]).Panels[0].Series[0].Colour);
    }

    private static LevelNumbers Numbers(SweptLevels levels) => LevelNumbers.Of(default, levels);

    private static SweptLevels Sweep((long Start, long Duration)[] requests)
    {
        var sweep = new LevelSweep();
        sweep.Add([.. Starts(requests)], [.. Ends(requests)]);
        return sweep.End();
    }

    private static MinuteLevels Minutes((long Start, long Duration)[] requests)
    {
        var minutes = new MinuteTally();
        new LevelSweep(minutes).Add([.. Starts(requests)], [.. Ends(requests)]);
        return minutes.End();
    }
}
