using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// Decimals of whole numbers of any size, each rounded once to the nearest (ties to even). A cast cuts off what does not fit.
/// </summary>
internal static class WholeNumbers
{
    private const long MostExact = 1L << 53;

    // More than a significand has, so that a bit that stands for all that follow decides between two neighbours as they all would.
    private const int KeptBits = 64;

    /// <summary>The decimal nearest to a whole number.</summary>
    public static double Nearest(BigInteger whole) => Scaled(whole, 0);

    /// <summary>The decimal nearest to numerator/denominator.</summary>
    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">A whole number above 0.</param>
    public static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (BigInteger.Abs(numerator) <= MostExact && denominator <= MostExact) return (double)numerator / (double)denominator;
        var scale = (int)Math.Max(0, KeptBits + denominator.GetBitLength() - BigInteger.Abs(numerator).GetBitLength());
        var quotient = BigInteger.DivRem(BigInteger.Abs(numerator) << scale, denominator, out var rest);
        if (!rest.IsZero) quotient |= BigInteger.One;
        return numerator.Sign * Scaled(quotient, -scale);
    }

    /// <summary>The decimal nearest to whole·2^exponent, where that is no subnormal one.</summary>
    public static double Scaled(BigInteger whole, int exponent)
    {
        var size = BigInteger.Abs(whole);
        var cut = (int)Math.Max(0, size.GetBitLength() - KeptBits);
        var top = (ulong)(size >> cut);
        if (!(size & ((BigInteger.One << cut) - 1)).IsZero) top |= 1;
        return whole.Sign * Math.ScaleB((double)top, exponent + cut);
    }
}
