using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class SummariesTests
{
    private static readonly (double P, Func<Statistics, double?> Value)[] Quantile =
    [
        (0, s => s.Min), (0.01, s => s.P1), (0.05, s => s.P5), (0.1, s => s.P10), (0.25, s => s.P25), (0.5, s => s.Median),
        (0.75, s => s.P75), (0.9, s => s.P90), (0.95, s => s.P95), (0.99, s => s.P99), (0.999, s => s.P99_9), (1, s => s.Max),
    ];

    [Fact]
    public void No_values_have_no_statistics()
    {
        Assert.Equal(Statistics.None, Summaries.Of(FrequencyMap.Of([Missing.Value])));
        Assert.Equal(Statistics.None, Summaries.OfSorted(Array.Empty<double>()));
        Assert.Equal(0, Statistics.None.N);
        Assert.Null(Statistics.None.Mean);
    }

    [Fact]
    public void Two_values_by_hand()
    {
        // 1 and 3: mean 2, deviation √(((1−2)²+(3−2)²)/2) = 1, p25 at position 0.25: 1 + 0.25·2 = 1.5.
        var statistics = Summaries.Of(FrequencyMap.Of([3, 1]));
        Assert.Equal((2, 2.0, 1.0, 1.0, 1.5, 2.0, 3.0),
            (statistics.N, statistics.Mean, statistics.Std, statistics.Min, statistics.P25, statistics.Median, statistics.Max));
    }

    [Fact]
    public void Ticks_are_shown_in_seconds()
    {
        // 1 s, 2 s and 6 s: mean 3; deviation √((4+1+9)/3).
        var statistics = Summaries.Of(FrequencyMap.Of([60_000_000, 10_000_000, 20_000_000]), Units.TicksPerSecond);
        Assert.Equal(3.0, statistics.Mean);
        Assert.Equal(Math.Sqrt(14.0 / 3), statistics.Std!.Value, 1e-15);
        Assert.Equal(2.0, statistics.Median);
        Assert.Equal(5.2, statistics.P90!.Value, 1e-12); // position 1.8: 2 + 0.8·4
    }

    [Fact]
    public void Sums_of_whole_numbers_are_exact_where_doubles_would_lose_them()
    {
        // Squares near 2⁶² · 10⁶ overflow 64 bits, and the deviation of x, x+1 is 0.5 however large x is.
        const long big = 1L << 61;
        Assert.Equal(0.5, Summaries.Of(FrequencyMap.Of([big, big + 1])).Std);
    }

    [Fact]
    public void A_mean_is_the_nearest_decimal_and_never_below_the_least_value()
    {
        const long value = (1L << 53) + 3;
        foreach (var n in Enumerable.Range(1, 60))
        {
            var statistics = Summaries.Of(Enumerable.Repeat(value, n).ToArray());
            Assert.Equal((9_007_199_254_740_996.0, 9_007_199_254_740_996.0), (statistics.Mean, statistics.Min));
            Assert.Equal(0, statistics.Std);
        }
    }

    [Fact]
    public void Statistics_of_sums_are_those_of_whole_numbers_and_may_be_beyond_64_bits()
    {
        long[] values = [3, 5, 5, 11, 400];
        Assert.Equal(Summaries.OfSorted(values), Summaries.OfSorted(Array.ConvertAll(values, value => (Int128)value)));
        Assert.Equal(Statistics.None, Summaries.OfSorted(Array.Empty<Int128>()));
        var beyond = Summaries.OfSorted([(Int128)1 << 70, (Int128)3 << 70]);
        Assert.Equal((Math.ScaleB(2, 70), Math.ScaleB(1, 70), Math.ScaleB(2, 70)), (beyond.Mean, beyond.Std, beyond.Median));
    }

    [Fact]
    public void Statistics_of_whole_numbers_are_those_of_plain_sorting() => Gen.Long[-1000, 100_000].Array[1, 80].Sample(values =>
        Compare(Summaries.Of(FrequencyMap.Of(values)), [.. values.Select(value => (double)value).Order()]));

    [Fact]
    public void Statistics_of_decimals_are_those_of_plain_sorting() => Gen.Double[-10, 1000].Array[1, 80].Sample(values =>
        Compare(Summaries.OfSorted(values.Order().ToArray()), [.. values.Order()]));

    private static void Compare(Statistics statistics, double[] sorted)
    {
        var mean = sorted.Average();
        Assert.Equal(sorted.Length, statistics.N);
        Assert.Equal(mean, statistics.Mean!.Value, 1e-9 * Math.Max(1, Math.Abs(mean)));
        Assert.Equal(Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / sorted.Length), statistics.Std!.Value, 1e-6);
        foreach (var (p, value) in Quantile)
        {
            var position = p * (sorted.Length - 1);
            var low = sorted[(int)Math.Floor(position)];
            var high = sorted[(int)Math.Ceiling(position)];
            Assert.Equal(
                low + (high - low) * (position - Math.Floor(position)), value(statistics)!.Value, 1e-9 * Math.Max(1, Math.Abs(high)));
        }
    }
}
