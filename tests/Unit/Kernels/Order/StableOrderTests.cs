using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class StableOrderTests
{
    private static readonly Gen<long[]> Values = Gen.OneOf(
        Gen.Long[-3, 3].Array[0, 40],
        Gen.Long.Array[0, 40],
        Gen.Long[0, 300].Array[0, 600],
        Gen.Long[-5_000_000_000, 5_000_000_000].Array[4_000, 4_200]);

    [Fact]
    public void Values_are_sorted_and_equal_ones_keep_their_order() => Values.Sample(values =>
    {
        using var scratch = new Scratch();
        var (sorted, order) = StableOrder.Of(values, scratch);
        Assert.Equal(Enumerable.Range(0, values.Length).OrderBy(index => values[index]), order.ToArray());
        Assert.Equal(values.Order(), sorted.ToArray());
        Assert.True(StableOrder.IsAscending(sorted));
    }, iter: 300);

    [Fact]
    public void The_whole_range_of_values_is_sorted()
    {
        using var scratch = new Scratch();
        var (sorted, order) = StableOrder.Of([long.MaxValue, 0, long.MinValue, -1, 0], scratch);
        Assert.Equal([long.MinValue, -1, 0, 0, long.MaxValue], sorted);
        Assert.Equal([2, 3, 1, 4, 0], order);
    }

    [Fact]
    public void Places_of_a_ranked_series_give_the_series_back() => Values.Sample(values =>
    {
        using var scratch = new Scratch();
        var ranks = DenseRanks.Of(StableOrder.Of(values, scratch), scratch);
        var distinct = ranks.Distinct.ToArray();
        Assert.Equal(values.Distinct().Order(), distinct);
        Assert.Equal(values, ranks.Places.ToArray().Select(place => distinct[place]));
    }, iter: 300);
}
