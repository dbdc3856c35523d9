using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class CorrelationTests
{
    // A value, and whether it starts a sequence of its own.
    private static readonly Gen<(long Value, bool First)[]> Series = Gen.OneOf(
        Gen.Select(Gen.Long[0, 6], Gen.Bool).Array[0, 30],
        Gen.Select(Gen.Long[10_000, 2_000_000_000_000], Gen.Int[0, 9].Select(each => each == 0)).Array[0, 60]);

    [Fact]
    public void Coefficients_by_hand_with_ties()
    {
        // Pairs (1,2) (2,2) (2,4) (4,1): means 9/4 and 9/4; Σdxdy = 18 − 81/4 = −9/4, Σdx² = Σdy² = 25 − 81/4 = 19/4; r = −9/19.
        // Ranks 1, 2.5, 2.5, 4 and 2.5, 2.5, 4, 1: Σ = 22.75, mean 2.5; (22.75 − 25)/(29.5 − 25) = −0.5.
        long[] series = [1, 2, 2, 4, 1];
        Assert.Equal(-9.0 / 19, Pearson(series).Coefficient!.Value, 1e-15);
        Assert.Equal(-0.5, Spearman(series).Coefficient);
        Assert.Equal((4, 0.25, 0.75), (Spearman(series).Pairs, Spearman(series).Explained, Spearman(series).Unexplained));
        Assert.Equal(0.5, CorrelationTest.TwoSidedP(Spearman(series))!.Value, 1e-15); // 4 pairs: 1 − |r|
    }

    [Theory]
    [InlineData(new long[0], 0)]
    [InlineData(new long[] { 5 }, 0)]
    [InlineData(new long[] { 5, 7 }, 1)]
    [InlineData(new long[] { 5, 5, 5, 5 }, 3)]
    [InlineData(new long[] { 5, 5, 5, 7 }, 3)] // the earlier ones are constant
    public void Fewer_than_two_pairs_or_a_constant_side_have_no_correlation(long[] series, int pairs)
    {
        foreach (var correlation in (Correlation[])[Pearson(series), Spearman(series)])
        {
            Assert.Equal(new Correlation(pairs, null, null, null), correlation);
            Assert.Null(CorrelationTest.TwoSidedP(correlation));
        }
    }

    [Fact]
    public void Two_pairs_have_coefficients_but_no_p_value()
    {
        Assert.Equal(1, Pearson([1, 2, 3]).Coefficient);
        Assert.Equal(-1, Spearman([1, 3, 2]).Coefficient);
        Assert.Null(CorrelationTest.TwoSidedP(Spearman([1, 2, 3])));
    }

    [Fact]
    public void A_perfect_correlation_is_exactly_one_and_its_p_value_zero()
    {
        var rising = Spearman([3, 50, 51, 7_000, 80_000]);
        Assert.Equal((1, 0.0), (rising.Coefficient, rising.Unexplained));
        Assert.Equal(0, CorrelationTest.TwoSidedP(rising));
        Assert.Equal(-1, Pearson([1_000_000_000_003, 1_000_000_000_001, 1_000_000_000_003, 1_000_000_000_001]).Coefficient);
    }

    [Fact]
    public void Pearson_is_that_of_the_definition() => Series.Sample(series =>
    {
        var (x, y) = Pairs(series);
        Agree(Plain(Array.ConvertAll(x, value => (double)value), Array.ConvertAll(y, value => (double)value)),
            Pearson(Values(series), Previous(series)), x.Length);
    });

    [Fact]
    public void Spearman_is_that_of_the_definition() => Series.Sample(series =>
    {
        var (x, y) = Pairs(series);
        Agree(Plain(MeanRanks(x), MeanRanks(y)), Spearman(Values(series), Previous(series)), x.Length);
    });

    [Fact]
    public void Sums_beyond_128_bits_stay_exact()
    {
        // Centred, the values are those of 0, 1, 3, 1, 0, 2, … whatever is added; 64 pairs near 2⁶² have sums of products near 2¹³⁰.
        long[] small = [.. Enumerable.Range(0, 65).Select(each => (long)(each * each % 7))];
        long[] large = [.. small.Select(value => value + (1L << 62))];
        Assert.Equal(Pearson(small), Pearson(large));
    }

    [Fact]
    public void A_correlation_close_to_one_keeps_what_is_unexplained()
    {
        // Σx² = 10⁴⁰, Σy² = 1, Σxy = 10²⁰ − 1 about means of 0: r = 1 − 10⁻²⁰ rounds to 1, and 1 − r² = 2·10⁻²⁰.
        var large = BigInteger.Pow(10, 20);
        var correlation = Correlation.Of(3, 0, 0, large * large, 1, large - 1);
        Assert.Equal(1, correlation.Coefficient!.Value, 1e-15);
        Assert.Equal(2e-20, correlation.Unexplained!.Value, 1e-33);
        // One degree of freedom: 1 − (2/π)asin(r) = (2/π)acos(r), and acos(r) is √(1 − r²) here.
        Assert.Equal(2 / Math.PI * Math.Sqrt(2e-20), CorrelationTest.TwoSidedP(correlation)!.Value, 1e-21);
    }

    /// <summary>Golden values: mpmath 1.3, <c>betainc((n-2)/2, 1/2, 0, 1-r**2, regularized=True)</c> at 60 digits.</summary>
    [Theory]
    [InlineData(3, 1, 2, 0.66666666666666667)]
    [InlineData(4, 4, 5, 0.2)]
    [InlineData(10, -3, 5, 0.066688)]
    [InlineData(50, 9, 10, 6.2070673940416097e-19)]
    [InlineData(100, 1, 100, 0.92134057324756243)]
    [InlineData(8_817, 154, 1_000, 6.2628035956041283e-48)]
    [InlineData(12_412, 1, 100, 0.26527609564021979)]
    [InlineData(1_000, 999, 1_000, 0)] // 3.2e−1349
    [InlineData(1_000_000, 12, 10_000, 0.23013975522549562)]
    [InlineData(1_000_000, 5, 1_000, 5.7322881128938765e-7)]
    [InlineData(10_000_000, 1, 1_000, 0.0015654001329105431)]
    [InlineData(10_000_000, -11, 1_000, 3.9462330073417776e-265)]
    [InlineData(100_000_000, 13, 100_000, 0.19360097285821599)]
    [InlineData(100_000_000, 3, 10_000, 0.002699795797349276)]
    public void P_values_keep_twelve_digits(long pairs, double numerator, double denominator, double p)
    {
        var (squared, whole) = (numerator * numerator, denominator * denominator);
        var actual = CorrelationTest.TwoSidedP(new Correlation(pairs, numerator / denominator, squared / whole, (whole - squared) / whole));
        Assert.Equal(p, actual!.Value, p * 1e-12);
    }

    [Fact]
    public void P_values_of_few_pairs_have_closed_forms() => Gen.Double[-0.9999, 0.9999].Sample(r =>
    {
        // One degree of freedom: the Cauchy distribution; two and four: algebraic (Abramowitz and Stegun 26.7.4).
        var size = Math.Abs(r);
        Assert.Equal(1 - (2 / Math.PI * Math.Asin(size)), P(3, r), 1e-12);
        Assert.Equal(1 - size, P(4, r), 1e-12);
        Assert.Equal(1 - (size * (3 - (r * r)) / 2), P(6, r), 1e-12);
    });

    [Fact]
    public void No_correlation_has_a_p_value_of_one() => Assert.Equal(1, P(10, 0));

    private static double P(long pairs, double r) => CorrelationTest.TwoSidedP(new Correlation(pairs, r, r * r, (1 - r) * (1 + r)))!.Value;

    private static void Agree(double? expected, Correlation actual, int pairs)
    {
        Assert.Equal(pairs, actual.Pairs);
        Assert.Equal(expected is null, actual.Coefficient is null);
        if (expected is null) return;
        Assert.Equal(expected.Value, actual.Coefficient!.Value, 1e-9);
        Assert.Equal(1, actual.Explained!.Value + actual.Unexplained!.Value, 1e-14);
        Assert.Equal(expected.Value * expected.Value, actual.Explained.Value, 1e-9);
    }

    private static double? Plain(double[] x, double[] y)
    {
        if (x.Length < 2 || x.Distinct().Count() == 1 || y.Distinct().Count() == 1) return null;
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum()
            / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    private static double[] MeanRanks(long[] values) =>
        Array.ConvertAll(values, value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0));

    private static (long[] X, long[] Y) Pairs((long Value, bool First)[] series)
    {
        int[] later = [.. Enumerable.Range(0, series.Length).Where(index => index > 0 && !series[index].First)];
        return (Array.ConvertAll(later, index => series[index - 1].Value), Array.ConvertAll(later, index => series[index].Value));
    }

    private static long[] Values((long Value, bool First)[] series) => Array.ConvertAll(series, each => each.Value);

    private static int[] Previous((long Value, bool First)[] series) => [.. series.Select((each, index) => each.First ? -1 : index - 1)];

    private static Correlation Pearson(long[] series) => Pearson(series, All(series));

    private static Correlation Pearson(long[] series, int[] previous) => LagCorrelation.Pearson(series, previous);

    private static Correlation Spearman(long[] series) => Spearman(series, All(series));

    private static Correlation Spearman(long[] series, int[] previous)
    {
        using var scratch = new Scratch();
        return LagCorrelation.Spearman(StableOrder.Of(series, scratch), previous);
    }

    private static int[] All(long[] series) => [.. Enumerable.Range(-1, series.Length)];
}
