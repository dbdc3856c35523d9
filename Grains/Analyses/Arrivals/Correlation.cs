using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>A correlation coefficient of pairs.</summary>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Coefficient">The coefficient r, −1 to 1; null with fewer than 2 pairs or where one side is constant.</param>
/// <param name="Explained">r², not computed from the rounded r; null where r is.</param>
/// <param name="Unexplained">1 − r², accurate even where r² rounds to 1, and 0 only where r is exactly ±1; null where r is.</param>
internal sealed record Correlation(long Pairs, double? Coefficient, double? Explained, double? Unexplained)
{
    /// <summary>
    /// The product-moment coefficient from exact sums: r = (nΣxy − ΣxΣy) / √((nΣx² − (Σx)²)(nΣy² − (Σy)²)) (Pearson 1895).
    /// </summary>
    public static Correlation Of(long pairs, BigInteger x, BigInteger y, BigInteger xx, BigInteger yy, BigInteger xy)
    {
        var spreadX = (pairs * xx) - (x * x);
        var spreadY = (pairs * yy) - (y * y);
        if (pairs < 2 || spreadX.IsZero || spreadY.IsZero) return new Correlation(pairs, null, null, null);

        var common = (pairs * xy) - (x * y);
        var (squared, most) = (common * common, spreadX * spreadY);
        var coefficient = squared == most
            ? common.Sign
            : Math.Clamp(WholeNumbers.Nearest(common) / Math.Sqrt(WholeNumbers.Nearest(most)), -1, 1);
        return new Correlation(pairs, coefficient, WholeNumbers.Ratio(squared, most), WholeNumbers.Ratio(most - squared, most));
    }
}
