using LlmWorkload.Generation;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace LlmWorkload.Tests.Generation;

public sealed class RandomSourceTests
{
    private const int Draws = 400_000;

    [Fact]
    public void SplitMix64_gives_its_published_first_outputs()
    {
        // The reference implementation (Vigna) seeded with 1234567.
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423];

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], RandomSource.Mix(1234567 + (ulong)(i + 1) * 0x9E3779B97F4A7C15));
    }

    [Fact]
    public void Distributions_have_their_means_and_variances()
    {
        var random = new RandomSource(3);
        AssertMoments(random.NextUnit, 0.5, 1.0 / 12);
        AssertMoments(random.NextNormal, 0, 1);
        AssertMoments(random.NextExponential, 1, 1);
        AssertMoments(() => random.NextGamma(1.25), 1.25, 1.25);
        AssertMoments(() => random.NextGamma(4), 4, 4);
        AssertMoments(() => random.NextGamma(0.25), 0.25, 0.25);
        AssertMoments(() => random.NextGamma(10_000), 10_000, 10_000);
        AssertMoments(() => random.NextWeibull(2), WeibullMoment(2, 1), WeibullMoment(2, 2) - Math.Pow(WeibullMoment(2, 1), 2));
        AssertMoments(() => random.NextWeibull(0.8), WeibullMoment(0.8, 1), WeibullMoment(0.8, 2) - Math.Pow(WeibullMoment(0.8, 1), 2));
    }

    [Theory]
    [InlineData(0.06)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3.5)]
    [InlineData(400)]
    public void Draws_of_a_shape_follow_their_law(double shape)
    {
        var random = new RandomSource(5);
        AssertFollows(() => random.NextGamma(shape), x => BelowOfGamma(shape, x));
        AssertFollows(() => random.NextWeibull(shape), x => 1 - Math.Exp(-Math.Pow(x, shape)));
    }

    [Fact]
    public void The_smallest_shapes_give_numbers()
    {
        var random = new RandomSource(7);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(double.IsFinite(random.NextGamma(1e-9)) && random.NextWeibull(1e-9) >= 0));
    }

    // The library takes numbers below 10⁻¹⁴ for 0; there the first term of the series has all digits.
    private static double BelowOfGamma(double shape, double x) =>
        x < 1e-12 ? Math.Pow(x, shape) / SpecialFunctions.Gamma(shape + 1) : Gamma.CDF(shape, 1, x);

    // A moment of the Weibull law with scale 1.
    private static double WeibullMoment(double shape, int order) => SpecialFunctions.Gamma(1 + (order / shape));

    // The Kolmogorov–Smirnov distance of 10⁵ draws is above 1.95/√n once in a thousand times.
    private static void AssertFollows(Func<double> draw, Func<double, double> below)
    {
        const int N = 100_000;
        var values = Enumerable.Range(0, N).Select(_ => draw()).Order().ToArray();
        var most = values.Select((value, i) => Math.Max(Math.Abs(below(value) - ((double)i / N)), Math.Abs(below(value) - ((i + 1.0) / N))))
            .Max();
        Assert.InRange(most, 0, 1.95 / Math.Sqrt(N));
    }

    private static void AssertMoments(Func<double> draw, double mean, double variance)
    {
        var values = Enumerable.Range(0, Draws).Select(_ => draw()).ToArray();
        var average = values.Average();
        Assert.Equal(mean, average, 5 * Math.Sqrt(variance / Draws));
        Assert.Equal(1, values.Average(value => (value - average) * (value - average)) / variance, 0.03);
    }
}
