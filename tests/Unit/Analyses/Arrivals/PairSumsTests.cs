using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class PairSumsTests
{
    // Products of numbers below 2³² have 64 bits, and are added up otherwise than larger ones.
    private static readonly Gen<(long X, long Y)[]> Pairs = Gen.OneOf(
        Gen.Select(Gen.Long[0, uint.MaxValue], Gen.OneOf(Gen.Long[0, 9], Gen.Const((long)uint.MaxValue))).Array[0, 40],
        Gen.Select(Gen.Long[0, uint.MaxValue + 2L], Gen.Long[uint.MaxValue - 2L, long.MaxValue]).Array[0, 40]);

    [Fact]
    public void Sums_are_those_of_whole_numbers_of_any_size() => Pairs.Sample(pairs =>
    {
        long[] x = [.. pairs.Select(pair => pair.X)], y = [.. pairs.Select(pair => pair.Y)];
        Assert.Equal(
            new PairSums(
                pairs.Length, Sum(pairs, pair => pair.X), Sum(pairs, pair => pair.Y), Sum(pairs, pair => (BigInteger)pair.X * pair.X),
                Sum(pairs, pair => (BigInteger)pair.Y * pair.Y), Sum(pairs, pair => (BigInteger)pair.X * pair.Y)),
            PairSums.Of(x, y));
    });

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue + 1L)]
    public void What_is_in_no_pair_is_left_out(long highest)
    {
        long[] x = [3, highest], y = [highest, 5, 7];
        var sums = PairSums.Of<long>(x, y, [1, -1, 0], (ulong)highest);
        Assert.Equal(
            new PairSums(
                2, highest + 3L, highest + 7L, ((BigInteger)highest * highest) + 9, ((BigInteger)highest * highest) + 49,
                ((BigInteger)highest * highest) + 21),
            sums);
    }

    private static BigInteger Sum((long X, long Y)[] pairs, Func<(long X, long Y), BigInteger> value) =>
        pairs.Aggregate(BigInteger.Zero, (sum, pair) => sum + value(pair));
}
