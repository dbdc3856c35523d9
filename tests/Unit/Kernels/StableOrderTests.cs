using CsCheck;
using LlmWorkload.Kernels;

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
        var (sorted, order) = StableOrder.Of(values);
        Assert.Equal(Enumerable.Range(0, values.Length).OrderBy(index => values[index]), order);
        Assert.Equal(values.Order(), sorted);
        Assert.True(StableOrder.IsAscending(sorted));
    }, iter: 300);

    [Fact]
    public void The_whole_range_of_values_is_sorted()
    {
        var (sorted, order) = StableOrder.Of([long.MaxValue, 0, long.MinValue, -1, 0]);
        Assert.Equal([long.MinValue, -1, 0, 0, long.MaxValue], sorted);
        Assert.Equal([2, 3, 1, 4, 0], order);
    }

    [Fact]
    public void Places_and_counts_of_a_ranked_series_give_the_series_back() => Values.Sample(values =>
    {
        var ranks = DenseRanks.Of(values);
        Assert.Equal(values, ranks.Places.Select(place => ranks.Map.Values[place]));
        Assert.Equal(values.GroupBy(value => value).OrderBy(group => group.Key).Select(group => (long)group.Count()), ranks.Map.Counts.ToArray());
    }, iter: 300);
}
