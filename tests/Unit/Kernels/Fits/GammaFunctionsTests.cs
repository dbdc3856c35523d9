using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

/// <summary>
/// Values to twenty digits were computed in decimals of 120 digits: recurrence to 100 and 35 terms of the asymptotic series, and the power
/// series of the incomplete gamma function.
/// </summary>
public sealed class GammaFunctionsTests
{
    [Theory]
    [InlineData(1e3, 5.000833333250000e-4, 5.001666666333333e-7)]
    [InlineData(1e6, 5.000000833333333e-7, 5.000001666666667e-13)]
    [InlineData(1e9, 5.000000000833333e-10, 5.000000001666667e-19)]
    public void Differences_of_large_numbers_have_their_digits(double x, double logLessDigamma, double trigammaLessInverse)
    {
        Assert.Equal(1, GammaFunctions.LogLessDigamma(x) / logLessDigamma, 1e-14);
        Assert.Equal(1, GammaFunctions.TrigammaLessInverse(x) / trigammaLessInverse, 1e-14);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(999.999)]
    public void Differences_of_small_numbers_are_those_of_the_functions(double x)
    {
        Assert.Equal(Math.Log(x) - GammaFunctions.Digamma(x), GammaFunctions.LogLessDigamma(x), 1e-14);
        Assert.Equal(GammaFunctions.Trigamma(x) - (1 / x), GammaFunctions.TrigammaLessInverse(x), 1e-14);
    }

    [Theory]
    [InlineData(0.001, 6.9071788853838536825)]
    [InlineData(0.05, 2.9688792010517308254)]
    [InlineData(0.25, 1.2880225246980774574)]
    [InlineData(0.9, 0.066376239734742971189)]
    [InlineData(1.1, -0.049872441259839724148)]
    [InlineData(2.5, 0.28468287047291915963)]
    [InlineData(10, 12.801827480081469611)]
    [InlineData(123.456, 469.60554712992946873)]
    [InlineData(10_000, 82099.717496442377273)]
    public void Logarithms_of_gamma(double x, double expected) => AssertClose(expected, GammaFunctions.LogGamma(x));

    [Theory]
    [InlineData(0.001, -1000.5755719318103005)]
    [InlineData(0.05, -20.497844991299870371)]
    [InlineData(0.25, -4.2274535333762654081)]
    [InlineData(1, -0.57721566490153286061)]
    [InlineData(2.5, 0.70315664064524318723)]
    [InlineData(10, 2.2517525890667211076)]
    [InlineData(123.456, 4.8118293238289853873)]
    [InlineData(10_000, 9.2102903711428494036)]
    public void Digammas(double x, double expected) => AssertClose(expected, GammaFunctions.Digamma(x));

    [Theory]
    [InlineData(0.001, 1000001.6425331958690)]
    [InlineData(0.05, 401.53235734211511931)]
    [InlineData(0.25, 17.197329154507110739)]
    [InlineData(1, 1.6449340668482264365)]
    [InlineData(2.5, 0.49035775610023486497)]
    [InlineData(10, 0.10516633568168574612)]
    [InlineData(123.456, 0.0081329458342781980101)]
    [InlineData(10_000, 0.00010000500016666666633)]
    public void Trigammas(double x, double expected) => AssertClose(expected, GammaFunctions.Trigamma(x));

    [Theory]
    [InlineData(0.05, 1e-8, 0.40894239958340561166, 0.59105760041659438834)]
    [InlineData(0.2, 0.001, 0.27353010203303403810, 0.72646989796696596190)]
    [InlineData(0.2, 3, 0.99629682815870931653, 0.0037031718412906834661)]
    [InlineData(0.5, 0.5, 0.68268949213708589717, 0.31731050786291410283)]
    [InlineData(0.5, 20, 0.99999999974603714105, 2.5396285894708649707e-10)]
    [InlineData(1, 2, 0.86466471676338730811, 0.13533528323661269189)]
    [InlineData(2.5, 0.7, 0.075686727198333062722, 0.92431327280166693728)]
    [InlineData(2.5, 3.4, 0.76405546230547861829, 0.23594453769452138171)]
    [InlineData(2.5, 12, 0.99978288705654727668, 0.00021711294345272331926)]
    [InlineData(30, 25, 0.18210391597745510980, 0.81789608402254489020)]
    [InlineData(30, 60, 0.99999312373503126790, 0.0000068762649687320966864)]
    [InlineData(500, 480, 0.18628197319032460066, 0.81371802680967539934)]
    [InlineData(9_000, 9_100, 0.85399535718993666188, 0.14600464281006333812)]
    public void Incomplete_gammas(double a, double x, double lower, double upper)
    {
        // The power before the series is a difference of numbers as large as a·ln a, so that large shapes lose digits.
        var relative = a <= 30 ? 1e-12 : 1e-10;
        AssertClose(lower, GammaFunctions.LowerShare(a, x), relative);
        AssertClose(upper, GammaFunctions.UpperShare(a, x), relative);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.47950012218695346232)]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(3, 0.000022090496998585441373)]
    [InlineData(-1, 1.84270079294971486934)]
    public void Complementary_error_functions(double x, double expected) => AssertClose(expected, GammaFunctions.Erfc(x));

    private static void AssertClose(double expected, double actual, double relative = 1e-12) =>
        Assert.InRange(actual, expected - (Math.Abs(expected) * relative), expected + (Math.Abs(expected) * relative));
}
