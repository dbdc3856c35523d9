namespace LlmWorkload.Generation;

/// <summary>
/// Logarithm and exponential from additions, multiplications and divisions alone, which IEEE 754 fixes to the bit.
/// <see cref="Math.Log(double)"/> and <see cref="Math.Exp"/> come from the platform's C library, whose last bits differ;
/// one of those in a generated log would make it another log elsewhere. Relative error below 1e-13.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417232121458;

    // The leading bits of ln 2, so that a whole multiple of it is exact, and the rest.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive, normal number: ln m = 2 artanh((m - 1) / (m + 1)) with m in [1/√2, √2).</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.41421356237309504880)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var f = (mantissa - 1) / (mantissa + 1);
        var s = f * f;
        var series = 1.0 / 17;
        series = series * s + 1.0 / 15;
        series = series * s + 1.0 / 13;
        series = series * s + 1.0 / 11;
        series = series * s + 1.0 / 9;
        series = series * s + 1.0 / 7;
        series = series * s + 1.0 / 5;
        series = series * s + 1.0 / 3;
        series = series * s + 1;
        return 2 * f * series + exponent * Ln2;
    }

    /// <summary>e to the x, for |x| up to 700 (beyond, as at 700): 2^k times the Taylor polynomial of the rest.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);
        var k = Math.Floor(x / Ln2 + 0.5);
        var r = x - k * Ln2High - k * Ln2Low;
        var series = 1.0 / 479001600;
        series = series * r + 1.0 / 39916800;
        series = series * r + 1.0 / 3628800;
        series = series * r + 1.0 / 362880;
        series = series * r + 1.0 / 40320;
        series = series * r + 1.0 / 5040;
        series = series * r + 1.0 / 720;
        series = series * r + 1.0 / 120;
        series = series * r + 1.0 / 24;
        series = series * r + 1.0 / 6;
        series = series * r + 0.5;
        series = series * r + 1;
        series = series * r + 1;
        return series * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>x to the y, for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));
}
