using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class DecimalSumTests
{
    private static readonly Gen<double[]> Columns = Gen.OneOf(
        Gen.Double[0, 10], Gen.Double[1e-9, 1e12], Gen.Int[0, 2_000].Select(exponent => Math.ScaleB(1.3, exponent - 1_050)),
        Gen.Const(double.Epsilon)).Array[0, 300];

    [Fact]
    public void A_sum_is_exact_and_rounded_once() => Columns.Sample(values => Assert.Equal(Plain(values), DecimalSum.Of(values)));

    [Fact]
    public void A_sum_does_not_depend_on_the_order() => Columns.Sample(values =>
        Assert.Equal(DecimalSum.Of(values), DecimalSum.Of([.. values.OrderDescending()])));

    [Fact]
    public void A_term_too_small_for_a_double_decides_a_tie()
    {
        // 1 + 2⁻⁵³ lies between two decimals and goes to the even one; with a little more it goes up.
        Assert.Equal(1.0, DecimalSum.Of([1.0, Math.ScaleB(1, -53)]));
        Assert.Equal(1 + Math.ScaleB(1, -52), DecimalSum.Of([1.0, Math.ScaleB(1, -53), 1e-300]));
    }

    // Every decimal is a whole number of 2⁻¹⁰⁷⁴. The nearest decimal to the sum is found among the two around it.
    private static double Plain(double[] values)
    {
        var sum = values.Aggregate(BigInteger.Zero, (all, value) => all + Whole(value));
        var low = values.Aggregate(0.0, (all, value) => all + value);
        while (Whole(low) > sum) low = Math.BitDecrement(low);
        while (Whole(Math.BitIncrement(low)) <= sum) low = Math.BitIncrement(low);
        var (below, above) = (sum - Whole(low), Whole(Math.BitIncrement(low)) - sum);
        var isEven = BitConverter.DoubleToInt64Bits(low) % 2 == 0;
        return below < above || (below == above && isEven) ? low : Math.BitIncrement(low);
    }

    private static BigInteger Whole(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        return exponent == 0 ? bits : (BigInteger)((bits & ((1L << 52) - 1)) | (1L << 52)) << (exponent - 1);
    }
}
