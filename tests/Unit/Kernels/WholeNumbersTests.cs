using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class WholeNumbersTests
{
    private static readonly Gen<BigInteger> Wholes = Gen.Select(Gen.Long, Gen.ULong, Gen.Int[0, 130]).Select(
        (high, low, shift) => (((BigInteger)high << 64) + low) >> shift);

    [Fact]
    public void A_whole_number_goes_to_the_nearest_decimal_where_a_cast_cuts_off()
    {
        var whole = (BigInteger.One << 53) + 3;
        Assert.Equal(9_007_199_254_740_994, (double)whole);
        Assert.Equal(9_007_199_254_740_996, WholeNumbers.Nearest(whole));
        Assert.Equal(-9_007_199_254_740_996, WholeNumbers.Nearest(-whole));
        Assert.Equal(0, WholeNumbers.Nearest(0));
    }

    [Fact]
    public void Ties_go_to_the_even_one()
    {
        Assert.Equal(9_007_199_254_740_992, WholeNumbers.Nearest((BigInteger.One << 53) + 1));
        Assert.Equal(Math.ScaleB(1, 154), WholeNumbers.Nearest((BigInteger.One << 154) + (BigInteger.One << 101)));
        Assert.Equal(Math.ScaleB(1, 154) + Math.ScaleB(1, 102), WholeNumbers.Nearest((BigInteger.One << 154) + (BigInteger.One << 101) + 1));
    }

    [Fact]
    public void No_decimal_is_nearer_to_a_whole_number() => Wholes.Sample(whole =>
    {
        var nearest = WholeNumbers.Nearest(whole);
        var off = BigInteger.Abs((BigInteger)nearest - whole);
        Assert.True(off <= BigInteger.Abs((BigInteger)Math.BitIncrement(nearest) - whole));
        Assert.True(off <= BigInteger.Abs((BigInteger)Math.BitDecrement(nearest) - whole));
    });

    [Fact]
    public void No_decimal_is_nearer_to_a_ratio() => Gen.Select(Wholes, Wholes.Where(whole => !whole.IsZero)).Sample((above, below) =>
    {
        below = BigInteger.Abs(below);
        var nearest = WholeNumbers.Ratio(above, below);
        var off = Off(nearest);
        Assert.True(off <= Off(Math.BitIncrement(nearest)));
        Assert.True(off <= Off(Math.BitDecrement(nearest)));

        // |decimal·below − above|, in units of the least decimal.
        BigInteger Off(double value)
        {
            var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
            var (exponent, part) = ((int)(bits >> 52), bits & ((1L << 52) - 1));
            var units = (BigInteger)(exponent == 0 ? part : part | (1L << 52)) << Math.Max(0, exponent - 1);
            return BigInteger.Abs((Math.Sign(value) * units * below) - (above << 1_074));
        }
    });
}
