using MathNet.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>The gamma function and its relatives, of arguments above 0, to twelve digits or more.</summary>
internal static class GammaFunctions
{
    // From here on the asymptotic series has all digits of a double.
    private const double AsymptoticFrom = 10;

    // From here on a series has more digits than a difference.
    private const double ApartFrom = 1_000;

    /// <summary>ln Γ(x).</summary>
    public static double LogGamma(double x) => SpecialFunctions.GammaLn(x);

    /// <summary>ψ(x), the derivative of ln Γ(x).</summary>
    public static double Digamma(double x) => SpecialFunctions.DiGamma(x);

    /// <summary>
    /// ln x − ψ(x), which is 1/2x where x is large: the difference of the two would have few of its digits (Abramowitz and Stegun 6.3.18).
    /// </summary>
    public static double LogLessDigamma(double x)
    {
        if (x < ApartFrom) return Math.Log(x) - Digamma(x);
        var square = 1 / (x * x);
        return (0.5 / x) + (square * ((1.0 / 12) - (square * ((1.0 / 120) - (square / 252)))));
    }

    /// <summary>ψ′(x) − 1/x, which is 1/2x² where x is large; likewise (6.4.12).</summary>
    public static double TrigammaLessInverse(double x)
    {
        if (x < ApartFrom) return Trigamma(x) - (1 / x);
        var square = 1 / (x * x);
        return (square / 2) + (square / x * TrigammaSeries(square));
    }

    /// <summary>ψ′(x): by recurrence, then the asymptotic series (Abramowitz and Stegun 6.4.6 and 6.4.12).</summary>
    public static double Trigamma(double x)
    {
        var sum = 0.0;
        for (; x < AsymptoticFrom; x++) sum += 1 / (x * x);
        var square = 1 / (x * x);
        return sum + (1 / x) + (square / 2) + (square / x * TrigammaSeries(square));
    }

    private static double TrigammaSeries(double square) =>
        (1.0 / 6) - (square * ((1.0 / 30) - (square * ((1.0 / 42) - (square * ((1.0 / 30) - (square * 5 / 66)))))));

    /// <summary>P(a, x), the regularised lower incomplete gamma function.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double LowerShare(double a, double x) => SpecialFunctions.GammaLowerRegularized(a, x);

    /// <summary>Q(a, x) = 1 − P(a, x), with all its digits where it is small.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double UpperShare(double a, double x) => SpecialFunctions.GammaUpperRegularized(a, x);

    /// <summary>The complementary error function.</summary>
    public static double Erfc(double x) => SpecialFunctions.Erfc(x);
}
