using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class DifferenceSumsTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    public void Three_differences_by_hand()
    {
        // 1, 3 and 2 s: n·Σx² − (Σx)² = 3·14 − 36 = 6, so CV = √6/6. The pairs (1, 3) and (3, 2) fall on one line that falls: memory −1.
        var sums = Of(0, Second, 4 * Second, 6 * Second);

        Assert.Equal(Math.Sqrt(6) / 6, sums.Cv()!.Value, 1e-15);
        Assert.Equal(((Math.Sqrt(6) / 6) - 1) / ((Math.Sqrt(6) / 6) + 1), sums.Burstiness()!.Value, 1e-15);
        Assert.Equal(-1, sums.Memory()!.Value, 1e-15);
        Assert.False(sums.IsCvAboveOne());
    }

    [Fact]
    public void Differences_below_a_millisecond_count_as_one()
    {
        // 1 ms, 1 ms and 2 ms.
        var sums = Of(5, 5, 5 + 4_000, 5 + 24_000);

        Assert.Equal(Math.Sqrt((3 * 6) - 16) / 4, sums.Cv()!.Value, 1e-15);
        Assert.Null(sums.Memory());
    }

    [Fact]
    public void A_clock_has_no_variation_and_no_memory()
    {
        var sums = Of(0, Second, 2 * Second, 3 * Second, 4 * Second);

        Assert.Equal((0.0, -1.0, (double?)null), (sums.Cv(), sums.Burstiness(), sums.Memory()));
    }

    [Fact]
    public void Few_differences_have_fewer_numbers()
    {
        Assert.Equal(((double?)null, (double?)null, (double?)null), (Of(7).Cv(), Of(7, 8).Burstiness(), Of(7, 8, 19 * Second).Memory()));
        Assert.NotNull(Of(7, 8, 19 * Second).Cv());
    }

    [Fact]
    public void Whether_the_variation_is_above_one_is_decided_in_whole_numbers()
    {
        // 1 ms twice and x ms: 3(2 + x²) − (2 + x)² > (2 + x)² where x² − 8x − 2 > 0, which is from 8.24 on.
        Assert.False(Of(0, 10_000, 20_000, 100_000).IsCvAboveOne());
        Assert.True(Of(0, 10_000, 20_000, 110_000).IsCvAboveOne());
    }

    [Fact]
    public void A_century_of_differences_does_not_overflow() => Gen.Long[0, 4_000L * TimeSpan.TicksPerDay].Array[4, 40].Sample(differences =>
    {
        DifferenceSums sums = default;
        foreach (var difference in differences) sums.Add(difference);
        var x = Array.ConvertAll(differences, difference => (double)Math.Max(difference, 10_000));
        var (earlier, later) = (x[..^1], x[1..]);

        Assert.Equal(Deviation(x) / x.Average(), sums.Cv()!.Value, 1e-9);
        var both = earlier.Zip(later, (a, b) => (a - earlier.Average()) * (b - later.Average())).Average();
        Assert.Equal(both / Deviation(earlier) / Deviation(later), sums.Memory()!.Value, 1e-9);
    });

    private static double Deviation(double[] x) => Math.Sqrt(x.Average(value => (value - x.Average()) * (value - x.Average())));

    private static DifferenceSums Of(params long[] ascending)
    {
        DifferenceSums sums = default;
        sums.AddAll(ascending);
        return sums;
    }
}
