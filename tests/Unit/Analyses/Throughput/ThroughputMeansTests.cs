using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class ThroughputMeansTests
{
    private static readonly Gen<(double Value, long Seconds)[]> Parts =
        Gen.Select(Gen.Int[0, 3].Select(value => (double)value), Gen.OneOf(Gen.Long[1, 5], Gen.Long[1, 100])).Array[1, 30];

    [Fact]
    public void A_step_that_the_span_covers_in_part_is_averaged_over_that_part()
    {
        // Seconds 8–21 in steps of 10: 8–9 at 6; 10–19 at 6 for 2 s then 1; 20–21 at 1. Decode: 2 throughout.
        var series = ThroughputMeans.Of(Runs(8, (6, 4), (1, 10)), Runs(8, (2, 14)), 10);
        Assert.Equal([0L, 10, 20], series.Starts());
        Assert.Equal([6.0, 2, 1], series.Prefill);
        Assert.Equal([2.0, 2, 2], series.Decode);
    }

    [Fact]
    public void The_busiest_step_counts_input_and_output_together()
    {
        // Steps of 10 from 0: prefill 50 and 20, decode 0 and 40.
        Assert.Equal(60, ThroughputMeans.Busiest(Runs(0, (5, 10), (2, 10)), Runs(0, (0, 10), (4, 10)), 10));
    }

    [Fact]
    public void An_empty_span_has_no_steps()
    {
        var none = new ThroughputRuns(0);
        Assert.Empty(ThroughputMeans.Of(none, none, 60).Starts());
        Assert.Equal(0, ThroughputMeans.Busiest(none, none, 60));
    }

    [Fact]
    public void Of_idle_steps_only_the_first_and_the_last_are_given()
    {
        // A hundred steps of 10 s idle between two busy ones.
        var series = ThroughputMeans.Of(Runs(0, (7, 10), (0, 1_000), (8, 10)), Runs(0, (0, 1_020)), 10);
        Assert.Equal([0L, 10, 1_000, 1_010], series.Starts());
        Assert.Equal([7.0, 0, 0, 8], series.Prefill);
    }

    [Fact]
    public void Busy_steps_of_one_rate_are_all_given_up_to_a_limit()
    {
        // Five steps of 10 s in which only one of the two rates is 0.
        var (prefill, decode) = (Runs(0, (0, 50), (1, 10)), Runs(0, (3, 60)));
        Assert.Equal([0L, 10, 20, 30, 40, 50], ThroughputMeans.Of(prefill, decode, 10, longest: 5).Starts());
        Assert.Equal([0L, 40, 50], ThroughputMeans.Of(prefill, decode, 10, longest: 4).Starts());
    }

    [Fact]
    public void A_stray_instant_decades_away_adds_a_handful_of_steps()
    {
        // A second in 1970, 55 years idle, a second in 2025; then one request that lasts as long.
        const long Years = 55L * 366 * 86_400;
        Assert.InRange(ThroughputMeans.Of(Runs(0, (5, 1), (0, Years), (5, 1)), Runs(0, (0, Years + 2)), 60).Starts().Length, 2, 6);
        Assert.InRange(ThroughputMeans.Of(Runs(0, (5, Years)), Runs(0, (0, Years)), 60).Starts().Length, 1, 6);
    }

    [Fact]
    public void Spans_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => ThroughputMeans.Busiest(Runs(0, (1, 2)), Runs(0, (1, 3)), 60));

    [Fact]
    public void Steps_agree_with_the_seconds_written_out() =>
        Gen.Select(Parts, Parts, Gen.Long[0, 200], Gen.Long[1, 60]).Sample((p, d, first, step) =>
    {
        var end = first + Math.Max(p.Sum(part => part.Seconds), d.Sum(part => part.Seconds));
        var (prefill, decode) = (Runs(first, p).Over(first, end), Runs(first, d).Over(first, end));
        var seconds = Written(prefill).Zip(Written(decode), (a, b) => (P: a, D: b)).Select((rate, i) => (At: first + i, rate.P, rate.D));
        var all = seconds.GroupBy(second => second.At / step).ToList();
        var idle = all.Select(group => group.All(second => second.P + second.D == 0)).ToArray();

        // An idle step between idle ones is left out; the steps at the ends of the span can be shorter than others, and stand alone.
        var steps = all.Where((_, i) => i == 0 || i == all.Count - 1 || !(idle[i] && IsWholeIdle(i - 1) && IsWholeIdle(i + 1))).ToList();
        var series = ThroughputMeans.Of(prefill, decode, step);
        Assert.Equal(steps.Select(group => group.Key * step), series.Starts());
        Assert.All(steps.Zip(series.Prefill), pair => Assert.Equal(pair.First.Average(second => second.P), pair.Second, 1e-12));
        Assert.All(steps.Zip(series.Decode), pair => Assert.Equal(pair.First.Average(second => second.D), pair.Second, 1e-12));
        Assert.Equal(all.Max(group => group.Sum(second => second.P + second.D)), ThroughputMeans.Busiest(prefill, decode, step), 1e-9);

        bool IsWholeIdle(int i) => idle[i] && all[i].Count() == step;
    });

    [Fact]
    public void A_thinned_line_keeps_its_ends_and_its_peaks() =>
        Gen.Select(Gen.Double[0, 100].Array[1, 500], Gen.Int[4, 60]).Sample((y, most) =>
    {
        var kept = ThroughputEnvelope.Positions(y, most);
        Assert.True(kept.Length <= most);
        Assert.Equal(kept.Order().Distinct(), kept);
        Assert.Equal((0, y.Length - 1), (kept[0], kept[^1]));
        Assert.Equal((y.Min(), y.Max()), (kept.Min(at => y[at]), kept.Max(at => y[at])));
    });

    private static IEnumerable<double> Written(ThroughputRuns runs) =>
        Enumerable.Range(0, runs.Count).SelectMany(run => Enumerable.Repeat(runs[run].Value, (int)runs[run].Seconds));

    private static ThroughputRuns Runs(long first, params (double Value, long Seconds)[] parts)
    {
        var runs = new ThroughputRuns(first);
        foreach (var (value, seconds) in parts) runs.Append(value, seconds);
        return runs;
    }
}
