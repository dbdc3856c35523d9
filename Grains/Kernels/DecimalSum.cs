using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// The exact sum of decimals, rounded once to the nearest decimal (ties to even). So it does not depend on their order. The significands of
/// each exponent are added as whole numbers.
/// </summary>
internal static class DecimalSum
{
    private const int SignificandBits = 52;
    private const int ExponentOfOne = 1_075;

    /// <summary>The sum of decimals.</summary>
    /// <param name="values">Finite decimals ≥ 0 (and not −0), in any order.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        long least = int.MaxValue, most = 0;
        foreach (var value in values)
        {
            var exponent = BitConverter.DoubleToInt64Bits(value) >> SignificandBits;
            least = Math.Min(least, exponent);
            most = Math.Max(most, exponent);
        }

        if (values.IsEmpty) return 0;
        using var scratch = new Scratch();
        var sums = scratch.Rent((int)(most - least) + 1, UInt128.Zero);
        foreach (var value in values)
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            var exponent = bits >> SignificandBits;
            var significand = bits - ((exponent - Math.Min(exponent, 1)) << SignificandBits);
            sums[(int)(exponent - least)] += (ulong)significand;
        }

        var sum = BigInteger.Zero;
        for (var i = 0; i < sums.Length; i++) sum += (BigInteger)sums[i] << (int)(Math.Max(least + i, 1) - Math.Max(least, 1));
        return WholeNumbers.Scaled(sum, (int)Math.Max(least, 1) - ExponentOfOne);
    }
}
