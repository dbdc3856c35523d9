using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ExactSumsTests
{
    // Squares of less than 2³² have 64 bits; a column of these alone is added up otherwise.
    private static readonly Gen<long[]> Column = Gen.OneOf(
        Gen.OneOf(Gen.Long[-1_000, 1_000], Gen.Long).Array[0, 40],
        Gen.OneOf(Gen.Long[-uint.MaxValue, uint.MaxValue], Gen.Const((long)uint.MaxValue), Gen.Const(Missing.Value)).Array[0, 40]);

    [Fact]
    public void Sums_are_those_of_whole_numbers_of_any_size() => Column.Sample(column =>
    {
        var expected = Plain(column);
        Assert.Equal(expected, ExactSums.Of(column));
        Assert.Equal(expected, ExactSums.Of(FrequencyMap.Of(column)));
    });

    [Fact]
    public void Sums_of_parts_add_up() => Gen.Select(Column, Column).Sample((one, other) =>
        Assert.Equal(Plain([.. one, .. other]), ExactSums.Of(one) + ExactSums.Of(other)));

    [Fact]
    public void Total_is_the_sum_of_what_is_not_missing() => Column.Sample(column =>
        Assert.Equal((Int128)Plain(column).Sum, ExactSums.Total(column)));

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue + 1L)]
    public void Squares_at_the_border_of_64_bits_stay_exact(long value)
    {
        long[] column = [value, -value, value, Missing.Value];
        Assert.Equal(new ExactSums(3, value, 3 * BigInteger.Pow(value, 2)), ExactSums.Of(column));
    }

    [Fact]
    public void Squares_beyond_128_bits_stay_exact()
    {
        // Eight squares of −2⁶³ + 1, each just below 2¹²⁶, make more than 2¹²⁸.
        long[] column = [.. Enumerable.Repeat(long.MinValue + 1, 8)];
        Assert.Equal(8 * BigInteger.Pow(long.MaxValue, 2), ExactSums.Of(column).Squares);
        Assert.Equal(-8 * (BigInteger)long.MaxValue, ExactSums.Of(FrequencyMap.Of(column)).Sum);
    }

    [Theory]
    [InlineData(0UL, 1 << 30)]
    [InlineData(1UL << 40, 1 << 30)]
    [InlineData((1UL << 60) - 1, 1 << 7)] // 7 · 2¹²⁰ are the most below 2¹²⁷
    [InlineData(1UL << 63, 1)]
    public void Room_is_what_127_bits_hold(ulong highest, int room) => Assert.Equal(room, ExactSums.Room(highest));

    private static ExactSums Plain(long[] column)
    {
        BigInteger[] values = [.. column.Where(value => value != Missing.Value).Select(value => (BigInteger)value)];
        return new ExactSums(
            values.Length, values.Aggregate(BigInteger.Zero, (sum, value) => sum + value), values.Aggregate(
            BigInteger.Zero, (sum, value) => sum + (value * value)));
    }
}
