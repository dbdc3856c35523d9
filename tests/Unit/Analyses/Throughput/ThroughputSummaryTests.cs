using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class ThroughputSummaryTests
{
    private static readonly Gen<(double Value, long Seconds)[]> Runs =
        Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 1e5]), Gen.Long[1, 40]).Array[1, 40];

    [Fact]
    public void Without_seconds_there_are_no_statistics() => Assert.Equal(Statistics.None, ThroughputSummary.Of(new ThroughputRuns(5)));

    [Fact]
    public void Idle_seconds_count()
    {
        // 0 0 0 8: mean 2, variance (3·4 + 36)/4 = 12; p90 at position 2.7, so 0 + 0.7·8.
        var summary = ThroughputSummary.Of(Of((0, 3), (8, 1)));
        Assert.Equal(
            (4, 2.0, 0.0, 0.0, 8.0), (summary.N, summary.Mean!.Value, summary.Min!.Value, summary.Median!.Value, summary.Max!.Value));
        Assert.Equal(Math.Sqrt(12), summary.Std!.Value, 15);
        Assert.Equal(5.6, summary.P90!.Value, 12);
    }

    [Fact]
    public void A_constant_rate_does_not_deviate()
    {
        var summary = ThroughputSummary.Of(Of((0.1, 1_000_000_000_000)));
        Assert.Equal((0.1, 0.0, 0.1, 0.1), (summary.Mean!.Value, summary.Std!.Value, summary.Min!.Value, summary.P99_9!.Value));
    }

    [Fact]
    public void Runs_agree_with_the_seconds_written_out() => Runs.Sample(parts =>
    {
        var summary = ThroughputSummary.Of(Of(parts));
        var sorted = parts.SelectMany(part => Enumerable.Repeat(part.Value, (int)part.Seconds)).Order().ToArray();
        var plain = Summaries.OfSorted(sorted);
        Assert.Equal(plain.N, summary.N);
        Assert.Equal(plain.Mean!.Value, summary.Mean!.Value, 1e-9);
        Assert.Equal(plain.Std!.Value, summary.Std!.Value, 1e-7);
        Assert.Equal(plain with { Mean = 0, Std = 0 }, summary with { Mean = 0, Std = 0 });
    });

    [Fact]
    public void A_longer_span_adds_idle_seconds_on_both_sides()
    {
        var runs = Of((0, 2), (3, 1)).Over(95, 110);
        Assert.Equal([(0.0, 7L), (3.0, 1L), (0.0, 7L)], Enumerable.Range(0, runs.Count).Select(run => runs[run]));
        Assert.Equal((95, 110), (runs.First, runs.End));
    }

    [Fact]
    public void A_longer_span_of_nothing_is_idle()
    {
        var runs = new ThroughputRuns(0).Over(95, 110);
        Assert.Equal((95, 15, 1), (runs.First, runs.Seconds, runs.Count));
    }

    private static ThroughputRuns Of(params (double Value, long Seconds)[] parts)
    {
        var runs = new ThroughputRuns(100);
        foreach (var (value, seconds) in parts) runs.Append(value, seconds);
        return runs;
    }
}
