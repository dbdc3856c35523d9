using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

/// <summary>Laws that are fitted to samples of themselves, with bounds of four standard errors.</summary>
public sealed class LawFitTests
{
    private const int Sampled = 100_000;

    // So fine that rounding to it does not show.
    private const double Step = 1e-9;

    [Fact]
    public void Two_values_by_hand()
    {
        // 1 and 3: mean 2, λ = ½, L = 2(ln ½ − 1). Steps of the shares: F = 0.5, 1 at 1, 3; at 1 the law has 1 − e^−½ = 0.393, which is
        // 0.393 above 0 before it; at 3 it has 0.777, 0.277 above 0.5.
        var values = WeightedValues.Of(FrequencyMap.Of([3, 1]));
        var exponential = ExponentialLaw.Fit(values, half: 0);
        var logNormal = LogNormalLaw.Fit(values, half: 0);

        Assert.Equal(new ExponentialLaw(0.5), exponential.Law);
        Assert.Equal(2 * (Math.Log(0.5) - 1), exponential.LogLikelihood, 1e-14);
        Assert.Equal(1 - Math.Exp(-0.5), exponential.Ks, 1e-14);
        Assert.Equal((2 - (2 * exponential.LogLikelihood), Math.Log(2) - (2 * exponential.LogLikelihood)),
            (exponential.Aic, exponential.Bic));
        Assert.Equal(new LogNormalLaw(Math.Log(3) / 2, Math.Log(3) / 2), logNormal.Law);
    }

    [Fact]
    public void A_rounded_law_is_compared_at_whole_numbers_between_the_values_too()
    {
        // Twice 1 and twice 9, mean 5: just below 9 the share is ½ and the law 1 − e^(−8.5/5) = 0.817.
        var values = WeightedValues.Of(FrequencyMap.Of([1, 1, 9, 9]));

        Assert.Equal(0.5 - Math.Exp(-8.5 / 5), ExponentialLaw.Fit(values, half: 0.5).Ks, 1e-14);
    }

    [Fact]
    public void An_exponential_law_is_found()
    {
        var values = Sample(1, random => -Math.Log(1 - random.NextDouble()) / 3);
        var fit = ExponentialLaw.Fit(values, half: 0);

        Assert.InRange(((ExponentialLaw)fit.Law).Rate, 3 - (4 * 3 / Math.Sqrt(Sampled)), 3 + (4 * 3 / Math.Sqrt(Sampled)));
        Assert.InRange(fit.Ks, 0, 2 / Math.Sqrt(Sampled));

        // A gamma and a Weibull law of shape 1 are exponential: the standard errors of these shapes at 1 are 1.25/√n and 0.78/√n.
        var gamma = GammaLaw.Fit(values, half: 0);
        var weibull = WeibullLaw.Fit(values, half: 0);
        Assert.True(gamma.HasConverged && weibull.HasConverged);
        Assert.InRange(((GammaLaw)gamma.Law).Shape, 1 - (5 / Math.Sqrt(Sampled)), 1 + (5 / Math.Sqrt(Sampled)));
        Assert.InRange(((WeibullLaw)weibull.Law).Shape, 1 - (3.2 / Math.Sqrt(Sampled)), 1 + (3.2 / Math.Sqrt(Sampled)));
    }

    [Theory]
    [InlineData(0.3, 5)]
    [InlineData(1.7, 0.2)]
    [InlineData(60, 1)]
    public void A_Weibull_law_is_found(double shape, double scale)
    {
        var fit = WeibullLaw.Fit(Sample(2, random => scale * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / shape)), half: 0);

        var law = (WeibullLaw)fit.Law;
        Assert.True(fit.HasConverged);
        Assert.InRange(law.Shape / shape, 1 - (4 * 0.78 / Math.Sqrt(Sampled)), 1 + (4 * 0.78 / Math.Sqrt(Sampled)));
        Assert.InRange(law.Scale / scale, 1 - (4 * 1.053 / shape / Math.Sqrt(Sampled)), 1 + (4 * 1.053 / shape / Math.Sqrt(Sampled)));
        Assert.InRange(fit.Ks, 0, 2 / Math.Sqrt(Sampled));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_gamma_law_of_a_whole_shape_is_found(int shape)
    {
        // The sum of as many exponential times. 1/(n(aψ′(a) − 1)) · a is the variance of the estimate of a.
        var fit = GammaLaw.Fit(
            Sample(3, random => -0.7 * Enumerable.Range(0, shape).Sum(_ => Math.Log(1 - random.NextDouble()))), half: 0);

        var law = (GammaLaw)fit.Law;
        var error = Math.Sqrt(shape / (Sampled * ((shape * GammaFunctions.Trigamma(shape)) - 1)));
        Assert.True(fit.HasConverged);
        Assert.InRange(law.Shape, shape - (4 * error), shape + (4 * error));
        Assert.InRange(law.Scale, 0.7 * (1 - (4 * error / shape) - 0.01), 0.7 * (1 + (4 * error / shape) + 0.01));
        Assert.InRange(fit.Ks, 0, 2 / Math.Sqrt(Sampled));
    }

    [Fact]
    public void A_gamma_law_of_a_shape_below_one_is_found()
    {
        // Half the square of a normal number is gamma distributed with shape ½ and scale 1.
        var fit = GammaLaw.Fit(
            Sample(4, random => -Math.Log(1 - random.NextDouble()) * Math.Pow(Math.Cos(2 * Math.PI * random.NextDouble()), 2)), half: 0);

        var error = Math.Sqrt(0.5 / (Sampled * ((0.5 * GammaFunctions.Trigamma(0.5)) - 1)));
        Assert.InRange(((GammaLaw)fit.Law).Shape, 0.5 - (4 * error), 0.5 + (4 * error));
    }

    [Theory]
    [InlineData(123_381, 123_356)]
    [InlineData(1_000_000, 999_999)]
    public void A_gamma_law_of_values_that_are_nearly_alike_is_found(long one, long other)
    {
        var values = WeightedValues.Of(FrequencyMap.Of([one, other]), 1_000);
        var fit = GammaLaw.Fit(values, half: 0);
        Assert.True(fit.HasConverged);

        // The shape is 1/CV² there, but for the CV's square.
        var cv = (one - other) / (double)(one + other);
        Assert.Equal(1, ((GammaLaw)fit.Law).Shape * cv * cv, 1e-3);
    }

    [Fact]
    public void A_lognormal_law_is_found()
    {
        var fit = LogNormalLaw.Fit(
            Sample(5, random => Math.Exp(
                1 + (2 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))), half: 0);

        var law = (LogNormalLaw)fit.Law;
        Assert.InRange(law.Mu, 1 - (4 * 2 / Math.Sqrt(Sampled)), 1 + (4 * 2 / Math.Sqrt(Sampled)));
        Assert.InRange(law.Sigma, 2 - (4 * 2 / Math.Sqrt(2.0 * Sampled)), 2 + (4 * 2 / Math.Sqrt(2.0 * Sampled)));
        Assert.InRange(fit.Ks, 0, 2 / Math.Sqrt(Sampled));
    }

    [Fact]
    public void The_fits_are_where_the_likelihood_is_greatest() => Gen.Long[1, 1_000_000].Array[2, 40].Sample(sample =>
    {
        var values = WeightedValues.Of(FrequencyMap.Of(sample), 1_000);
        if (values.X.Length < 2) return;
        foreach (var fit in new[] { GammaLaw.Fit(values, half: 0), WeibullLaw.Fit(values, half: 0), LogNormalLaw.Fit(values, half: 0) })
        {
            Assert.True(fit.HasConverged);
            Assert.Equal(fit.LogLikelihood, Likelihood(fit.Law, values), 1e-6 * Math.Max(1, Math.Abs(fit.LogLikelihood)));

            foreach (var other in Beside(fit.Law))
                Assert.InRange(Likelihood(other, values), double.NegativeInfinity, Likelihood(fit.Law, values) + 1e-9);
        }
    });

    [Fact]
    public void What_is_above_and_below_a_number_is_everything() => Gen.Select(
        Gen.Double[0.05, 20], Gen.Double[0.05, 20], Gen.Double[0.001, 100]).Sample((one, other, x) =>
        {
            foreach (var law in new Law[] { new ExponentialLaw(one), new GammaLaw(one, other), new WeibullLaw(one, other),
                new LogNormalLaw(one - 10, other) })
            {
                Assert.Equal(1, law.Below(x) + law.Above(x), 1e-12);
                Assert.Equal((0.0, 1.0), (law.Below(0), law.Above(0)));
            }
        });

    private static IEnumerable<Law> Beside(Law law)
    {
        foreach (var (by, and) in new[] { (1.001, 1.0), (0.999, 1), (1, 1.001), (1, 0.999) })
        {
            yield return law switch
            {
                GammaLaw gamma => new GammaLaw(gamma.Shape * by, gamma.Scale * and),
                WeibullLaw weibull => new WeibullLaw(weibull.Shape * by, weibull.Scale * and),
                LogNormalLaw normal => new LogNormalLaw(normal.Mu + by - 1, normal.Sigma * and),
                _ => law,
            };
        }
    }

    private static double Likelihood(Law law, WeightedValues values) => values.Sum((all, i) => law switch
    {
        GammaLaw(var shape, var scale) =>
            ((shape - 1) * all.Logs[i]) - (all.X[i] / scale) - (shape * Math.Log(scale)) - GammaFunctions.LogGamma(shape),
        WeibullLaw(var shape, var scale) => Math.Log(shape / scale) + ((shape - 1) * (all.Logs[i] - Math.Log(scale)))
            - Math.Pow(all.X[i] / scale, shape),
        LogNormalLaw(var mu, var sigma) => -all.Logs[i] - Math.Log(sigma * Math.Sqrt(2 * Math.PI))
            - (Math.Pow((all.Logs[i] - mu) / sigma, 2) / 2),
        _ => throw new ArgumentException(law.Name),
    });

    private static WeightedValues Sample(int seed, Func<Random, double> draw)
    {
        var random = new Random(seed);
        return WeightedValues.Of(
            FrequencyMap.Of([.. Enumerable.Range(0, Sampled).Select(_ => Math.Max(1, (long)(draw(random) / Step)))]), 1 / Step);
    }
}
