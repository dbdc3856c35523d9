using System.Numerics;
using CsCheck;
using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Analyses;

public sealed class LoadBucketsTests
{
    private static readonly Gen<Int128> Load = Gen.Select(Gen.ULong, Gen.Int[0, 63], Gen.Int[0, 60])
        .Select((value, fewer, more) => (Int128)(value >> fewer) << more);

    [Fact]
    public void The_range_of_a_load_is_the_third_of_a_decade_that_it_is_in() => Load.Sample(Check);

    [Fact]
    public void Loads_beside_every_border_are_in_their_ranges()
    {
        for (var k = 0; k <= 3 * 37; k++)
        {
            var border = (Int128)Math.Pow(10, k / 3.0);
            for (var load = Int128.Max(0, border - 2); load <= border + 2; load++) Check(load);
        }
    }

    [Fact]
    public void The_largest_load_has_a_range() => Check(Int128.MaxValue);

    // The largest k with 10^k at most the third power of the load.
    private static void Check(Int128 load)
    {
        var bucket = LoadBuckets.Bucket(load);
        var cube = BigInteger.Pow(load, 3);
        if (load <= 0)
        {
            Assert.Equal(-1, bucket);
            return;
        }

        Assert.InRange(cube, BigInteger.Pow(10, bucket), BigInteger.Pow(10, bucket + 1) - 1);
    }
}
