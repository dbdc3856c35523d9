using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Analyses;

public sealed class ArrivalFitTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    public void Few_inter_arrival_times_have_no_fit()
    {
        var fit = Of(4, 0, Second, 3 * Second, 9 * Second);

        Assert.Equal((3L, 0), (fit.N, fit.All.Count()));
    }

    [Fact]
    public void Times_below_a_millisecond_are_counted_and_raised_to_it()
    {
        // 0, 0.9999 ms, 1 ms and 997.0001 ms count as 1, 1, 1 and 997.0001 ms: four in 1.0000001 s.
        var fit = Of(4, 0, 0, 9_999, 19_999, Second - 10_000);

        Assert.Equal((4L, 2L), (fit.N, fit.Raised));
        Assert.Equal(4 / 1.0000001, ((ExponentialLaw)fit.Exponential!.Law).Rate, 1e-12);
    }

    [Fact]
    public void A_clock_has_the_exponential_law_alone()
    {
        // Once in a hundred times a second, 1.05 s: CV 0.005.
        var starts = new long[101];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + (i == 50 ? Second * 105 / 100 : Second);
        var fit = Of(100, starts);

        Assert.Equal(["exponential"], fit.All.Select(each => each.Law.Name));
        Assert.Equal(1 / 1.0005, ((ExponentialLaw)fit.Exponential!.Law).Rate, 1e-12);
    }

    [Fact]
    public void Starts_that_come_in_parts_have_the_same_times()
    {
        var random = new Random(3);
        long[] starts = [.. Enumerable.Range(0, 5_000).Select(_ => random.NextInt64(5_000 * Second)).Order()];
        var (whole, parted) = (new DifferenceCounts(), new DifferenceCounts());
        whole.Add(starts);
        foreach (var part in starts.Chunk(37)) parted.Add(part);
        parted.Add([]);

        Assert.Equal(whole.Ticks().Values, parted.Ticks().Values);
        Assert.Equal(whole.Ticks().Counts, parted.Ticks().Counts);
        Assert.Equal((4_999L, whole.Raised), (parted.Ticks().N, parted.Raised));
    }

    private static ArrivalFit Of(int least, params long[] starts)
    {
        var counts = new DifferenceCounts();
        counts.Add(starts);
        return ArrivalFit.Of(counts, least);
    }
}
