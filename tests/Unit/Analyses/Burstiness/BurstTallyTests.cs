using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Analyses;

public sealed class BurstTallyTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    private static readonly long Noon = new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void No_request_has_no_numbers()
    {
        var numbers = new BurstTally(600 * Second).End();

        Assert.Equal((0L, (double?)null, 0L, (double?)null), (numbers.Requests, numbers.Cv, numbers.WindowCv.N, numbers.ShareAboveOne));
        Assert.Equal([1, 10, 60, 600, 3_600], numbers.Dispersion.Select(each => each.Seconds));
        Assert.All(numbers.Dispersion, each => Assert.Equal((0L, null, null), (each.Bins, each.Mean, each.Index)));
    }

    [Fact]
    public void Bins_lie_between_the_first_start_and_the_bin_of_the_last()
    {
        // From 0.5 s to 12.2 s the bins are [1, 2) … [11, 12): 11 of them, with 3 requests in one and 1 in another: ΣN = 4, ΣN² = 10.
        var numbers = Of(5_000_000, 12_000_000, 13_000_000, 19_999_999, 40_000_000, 122_000_000);

        Assert.Equal(new Dispersion(1, 11, 4 / 11.0, ((11 * 10) - 16) / 44.0), numbers.Dispersion[0]);
        Assert.Equal(new Dispersion(10, 0, null, null), numbers.Dispersion[1]);
    }

    [Fact]
    public void A_first_start_on_a_border_is_in_its_bin()
    {
        var numbers = Of([.. Enumerable.Range(0, 11).Select(second => second * Second)]);

        Assert.Equal(new Dispersion(1, 10, 1, 0), numbers.Dispersion[0]);
    }

    [Fact]
    public void Fewer_than_ten_bins_have_no_index()
    {
        var dispersion = Of(0, 9 * Second).Dispersion[0];

        Assert.Equal((9L, (double?)null), (dispersion.Bins, dispersion.Index));
        Assert.Equal(1 / 9.0, dispersion.Mean!.Value, 1e-15);
    }

    [Fact]
    public void A_window_counts_with_ten_requests_and_ends_at_a_multiple_of_its_width()
    {
        // Ten requests, a second apart, before 12:10, and nine after it.
        long[] before = [.. Enumerable.Range(0, 10).Select(i => (590 + i) * Second)];
        long[] after = [.. Enumerable.Range(0, 9).Select(i => (600 + i) * Second)];

        var numbers = Of([.. before, .. after]);

        Assert.Equal((1L, 0.0, 0.0), (numbers.WindowCv.N, numbers.WindowCv.Mean, numbers.ShareAboveOne));
    }

    [Fact]
    public void Starts_that_are_added_apart_count_as_those_that_are_added_at_once()
    {
        var random = new Random(5);
        long[] starts = [.. Enumerable.Range(0, 3_000).Select(_ => Noon + random.NextInt64(7_200 * Second)).Order()];
        var apart = new BurstTally(600 * Second);
        foreach (var few in starts.Chunk(7)) apart.Add(few);
        apart.Add([]);

        var (one, other) = (Tallied(starts), apart.End());

        Assert.Equal((one.Cv, one.Memory, one.WindowCv, one.Span), (other.Cv, other.Memory, other.WindowCv, other.Span));
        Assert.Equal(one.Dispersion, other.Dispersion);
    }

    [Fact]
    public void A_Poisson_process_has_a_dispersion_of_one_at_every_width()
    {
        // 40 days of 0.2 requests a second. The index of K bins of independent counts deviates from 1 by about √(2/K).
        var random = new Random(11);
        var starts = new List<long>();
        for (var at = 0.0; at < 40 * 86_400; at += -Math.Log(1 - random.NextDouble()) / 0.2) starts.Add(Noon + (long)(at * Second));

        var numbers = Tallied([.. starts]);

        foreach (var each in numbers.Dispersion)
            Assert.InRange(each.Index!.Value, 1 - (4 * Math.Sqrt(2.0 / each.Bins)), 1 + (4 * Math.Sqrt(2.0 / each.Bins)));
        Assert.InRange(numbers.Cv!.Value, 0.99, 1.01);
        Assert.InRange(numbers.Memory!.Value, -0.006, 0.006);
    }

    private static BurstNumbers Of(params long[] afterNoon) => Tallied(Array.ConvertAll(afterNoon, ticks => Noon + ticks));

    private static BurstNumbers Tallied(long[] starts)
    {
        var tally = new BurstTally(600 * Second);
        tally.Add(starts);
        return tally.End();
    }
}
