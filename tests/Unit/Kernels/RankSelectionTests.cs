using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class RankSelectionTests
{
    // Few and many values; close together, far apart, and of any sign.
    private static readonly Gen<long[]> Columns = Gen.OneOf(
        Gen.Long[0, 40].Array[1, 3_000],
        Gen.Long[1_000_000, 1_000_000_000].Array[1, 3_000],
        Gen.Double[1e-9, 1e6].Select(BitConverter.DoubleToInt64Bits).Array[1, 3_000],
        Gen.Long[long.MinValue + 1, long.MaxValue].Array[1, 3_000],
        Gen.Int[0, 40].Select(bits => 1L << bits).Array[500, 3_000]);

    [Fact]
    public void Values_of_ranks_are_those_of_the_sorted_values() => Columns.SelectMany(
        column => Gen.Int[0, column.Length - 1].Array[0, 12], (column, ranks) => (column, ranks)).Sample((column, ranks) =>
    {
        var sorted = column.Order().ToArray();
        var found = new long[ranks.Length];
        RankSelection.Find(column, ranks, found);
        Assert.Equal(ranks.Select(rank => sorted[rank]), found);
        Assert.Equal(sorted, column.Order());
    });
}
