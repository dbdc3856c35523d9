namespace LlmWorkload.Kernels;

/// <summary>The test whether a correlation differs from none.</summary>
internal static class CorrelationTest
{
    private const int MostTerms = 100_000;
    private const double Precision = 4e-16;

    /// <summary>
    /// The probability that a coefficient is at least as far from 0, in either direction, if there is no correlation: Student's t with n −
    /// 2 degrees of freedom at t = r√((n − 2)/(1 − r²)). Both tails together are the regularised incomplete beta function I(1 − r²; (n −
    /// 2)/2, 1/2). It keeps its digits where 1 minus the distribution function has none left: 12 digits or more at 3 to 100 million pairs.
    /// </summary>
    /// <returns>0 … 1, 0 also where it is below the smallest number; null with fewer than 3 pairs or without a coefficient.</returns>
    public static double? TwoSidedP(Correlation correlation)
    {
        if (correlation.Pairs < 3 || correlation is not { Explained: { } explained, Unexplained: { } unexplained }) return null;
        if (unexplained == 0) return 0;
        if (explained == 0) return 1;

        var a = (correlation.Pairs - 2) / 2.0;
        var logUnexplained = explained < 0.5 ? LogOnePlus(-explained) : Math.Log(unexplained);
        var scale = RatioOfGammas(a) / Math.Sqrt(Math.PI) * Math.Exp(a * logUnexplained) * Math.Sqrt(explained);

        // The fraction converges fast only on this side of the mean. Beyond it, the function is 1 minus its mirror.
        return unexplained < (a + 1) / (a + 2.5)
            ? Math.Min(1, scale / Fraction(a, 0.5, unexplained, explained))
            : 1 - (scale / Fraction(0.5, a, explained, unexplained));
    }

    // Γ(a + ½)/Γ(a). A difference of logarithms loses all digits that the logarithms have before the point (9 of 16 at 10 million pairs).
    // So this is the asymptotic series √a(1 − 1/8a + 1/128a² + 5/1024a³ − 21/32768a⁴ − …) (DLMF 5.11.13). A small a is first raised by
    // steps of Γ(a + 1) = aΓ(a).
    private static double RatioOfGammas(double a)
    {
        var steps = 1.0;
        for (; a < 40; a++) steps *= a / (a + 0.5);
        ReadOnlySpan<double> terms = [39325.0 / 33554432, 869.0 / 4194304, -399.0 / 262144, -21.0 / 32768, 5.0 / 1024, 1.0 / 128, -1.0 / 8,
            1];
        var series = 0.0;
        foreach (var term in terms) series = (series / a) + term;
        return steps * Math.Sqrt(a) * series;
    }

    // I(x; a, b) is xᵃyᵇ/B(a, b) divided by this continued fraction, y = 1 − x (Didonato and Morris 1992, algorithm 708, BFRAC; the even
    // part of DLMF 8.17.22), by the modified method of Lentz (Thompson and Barnett 1986). It takes both x and y: one of them can be too
    // small to be computed from the other.
    private static double Fraction(double a, double b, double x, double y)
    {
        var beyondMean = x < y ? a - ((a + b) * x) : ((a + b) * y) - b;
        var fraction = a / (a + 1) * (beyondMean + 1);
        var (c, d) = (fraction, 0.0);
        for (var n = 1; n <= MostTerms; n++)
        {
            var step = a + (2 * n) - 1;
            var numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / (step * step);
            var denominator = n + (n * (b - n) * x / step) + ((a + n) / (step + 2) * (beyondMean + 1 + (n * (1 + y))));
            d = 1 / (denominator + (numerator * d));
            c = denominator + (numerator / c);
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) <= Precision) break;
        }

        return fraction;
    }

    // Kahan's way; the framework's LogP1 adds 1 first and loses the low digits.
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
