using CsCheck;
using LlmWorkload.Comparison;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Comparison;

/// <summary>Distances of distributions against numbers computed by hand and plain implementations.</summary>
public sealed class DistributionDifferenceTests
{
    private static readonly Gen<long[]> Whole = Gen.OneOf(
        Gen.Long[0, 12].Array[1, 40], Gen.Long[0, 100_000].Array[1, 200], Gen.Long[0, 1L << 60].Array[1, 30]);

    private static readonly Gen<double[]> Decimals = Gen.Select(Gen.Int[0, 30], Gen.Int[1, 9], (a, b) => (double)a / b).Array[1, 80];

    // A 1 2 3 4, B 2 3 4 4. F_A − F_B is ¼ from 1 to 2, from 2 to 3 and from 3 to 4. Means 2.5 and 3.25, medians 2.5 and 3.5.
    [Fact]
    public void Four_values_on_each_side_have_the_distances_of_a_calculation_by_hand()
    {
        var apart = Of(ComparedDistribution.InputTokens, [1, 2, 3, 4], [2, 3, 4, 4]);

        Assert.Equal((4, 4), (apart.NA, apart.NB));
        Assert.Equal(0.25, apart.Value("ks"));
        Assert.Equal(0.75, apart.Value("wasserstein"));
        Assert.Equal(0.75 / 2.5, apart.Value("wasserstein_relative"));
        Assert.Equal(3.25 / 2.5, apart.Value("mean"));
        Assert.Equal(3.5 / 2.5, apart.Value("p50"));
        Assert.Equal(4 / 3.7, apart.Value("p90")!.Value, 12);
    }

    // A 0 … 10: the tenths are 1 … 9 and each bin but the first has one value of A, the first has 0 and 1. All of B, 100, is in the last,
    // which has 10 of A alone.
    [Fact]
    public void Psi_is_that_of_a_calculation_by_hand()
    {
        var apart = Of(ComparedDistribution.InputTokens, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [100, 100]);

        const double floor = 0.0001;
        var expected = ((floor - (2 / 11.0)) * Math.Log(floor / (2 / 11.0)))
            + (8 * (floor - (1 / 11.0)) * Math.Log(floor / (1 / 11.0)))
            + ((1 - (1 / 11.0)) * Math.Log(1 / (1 / 11.0)));
        Assert.Equal(expected, apart.Value("psi")!.Value, 12);
        Assert.Equal(1, apart.Value("ks"));
    }

    // The edge of the first tenth of 1, 2 is 1.1, which no decimal holds: ten times it is 11, and 10·1 < 11 < 10·2.
    [Fact]
    public void An_edge_between_whole_numbers_is_compared_exactly()
    {
        var apart = Of(ComparedDistribution.InputTokens, [1, 2], [1, 2]);

        Assert.Equal(0, apart.Value("psi"));
        Assert.Equal(0, apart.Value("ks"));
        Assert.Equal(1, apart.Value("ks_p"));
    }

    [Fact]
    public void Times_are_shown_in_seconds()
    {
        var apart = Of(ComparedDistribution.Ttft, [10_000_000], [25_000_000]);

        Assert.Equal(1.5, apart.Value("wasserstein"));
        Assert.Equal(1.5, apart.Value("wasserstein_relative"));
        Assert.Equal((1, 2.5), apart.Values("p99"));
        Assert.Equal(2.5, apart.Value("p99"));
    }

    [Fact]
    public void A_side_without_values_has_numbers_of_values_alone()
    {
        var apart = Of(ComparedDistribution.Ttft, [], [5, 6]);

        Assert.Equal((0, 2), (apart.NA, apart.NB));
        Assert.All(ComparedNames.Distances.Concat(ComparedNames.Quotients), statistic => Assert.Null(apart.Value(statistic)));
    }

    [Fact]
    public void A_quotient_by_zero_is_null()
    {
        var apart = Of(ComparedDistribution.OutputTokens, [0, 0, 0], [0, 5, 9]);

        Assert.All(ComparedNames.Quotients, quotient => Assert.Null(apart.Value(quotient)));
        Assert.Null(apart.Value("wasserstein_relative"));
        Assert.Equal(14 / 3.0, apart.Value("wasserstein")!.Value, 12);
    }

    // Kolmogorov's distribution as its tables have it: Q(1.36) = 0.0505, Q(1.63) = 0.0098; Q(0.5) and Q(1) from the other series.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.9639452436648751)]
    [InlineData(1, 0.26999967167735456)]
    [InlineData(1.36, 0.0494858767)]
    [InlineData(1.63, 0.0098461)]
    [InlineData(10, 0)]
    public void The_p_value_is_kolmogorovs(double lambda, double expected) =>
        Assert.Equal(expected, CumulativeDifference.Survival(lambda), 6);

    [Fact]
    public void Both_series_of_the_p_value_meet() =>
        Assert.Equal(CumulativeDifference.Survival(1.18), CumulativeDifference.Survival(Math.BitDecrement(1.18)), 12);

    [Fact]
    public void Whole_numbers_have_the_distances_of_a_plain_implementation() => Gen.Select(Whole, Whole).Sample((a, b) =>
    {
        var apart = Of(ComparedDistribution.InputTokens, a, b);
        double[] valuesA = [.. a.Select(value => (double)value)], valuesB = [.. b.Select(value => (double)value)];
        AssertPlain(valuesA, valuesB, apart);
    });

    [Fact]
    public void Decimals_have_the_distances_of_a_plain_implementation() => Gen.Select(Decimals, Decimals).Sample((a, b) =>
    {
        var apart = Of(
            ComparedDistribution.Tpot, Array.ConvertAll(a, BitConverter.DoubleToInt64Bits), Array.ConvertAll(
            b, BitConverter.DoubleToInt64Bits));
        AssertPlain(a, b, apart);
    });

    private static DistributionDifference Of(ComparedDistribution distribution, long[] a, long[] b) =>
        DistributionDifference.Of(distribution, null, FrequencyMap.Of(a), FrequencyMap.Of(b));

    private static void AssertPlain(double[] a, double[] b, DistributionDifference apart)
    {
        double[] pooled = [.. a.Concat(b).Distinct().Order()];
        var apartAt = Array.ConvertAll(pooled, value => Math.Abs(Cdf(a, value) - Cdf(b, value)));
        AssertClose(apartAt.Max(), apart.Value("ks"));
        AssertClose(Enumerable.Range(0, pooled.Length - 1).Sum(i => apartAt[i] * (pooled[i + 1] - pooled[i])), apart.Value("wasserstein"));
        var ratio = a.Average() == 0 ? default(double?) : b.Average() / a.Average();
        AssertClose(ratio, apart.Value("mean"));
        foreach (var (name, p) in new[] { ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99) })
            AssertClose(Quantile(a, p) == 0 ? null : Quantile(b, p) / Quantile(a, p), apart.Value(name));
    }

    private static double Cdf(double[] values, double x) => (double)values.Count(value => value <= x) / values.Length;

    private static double Quantile(double[] values, double p) =>
        Quantiles.OfSorted((ReadOnlySpan<double>)[.. values.Order()], p);

    private static void AssertClose(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } number) Assert.Equal(number, actual!.Value, Math.Max(1e-12, Math.Abs(number) * 1e-9));
    }
}
