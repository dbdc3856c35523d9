using LlmWorkload.Generation;

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
    }

    private static void AssertMoments(Func<double> draw, double mean, double variance)
    {
        var values = Enumerable.Range(0, Draws).Select(_ => draw()).ToArray();
        var average = values.Average();
        Assert.Equal(mean, average, 5 * Math.Sqrt(variance / Draws));
        Assert.Equal(1, values.Average(value => (value - average) * (value - average)) / variance, 0.03);
    }
}
