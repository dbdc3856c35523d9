using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class TiedRanksTests
{
    [Fact]
    public void Equal_values_share_the_mean_of_their_ranks()
    {
        var ranks = new TiedRanks(FrequencyMap.Of([5, 1, 5, 9]));

        Assert.Equal([2, 0, 5, 8], ranks.Of([1, 2, 5, 9])); // ranks 1, 2½ and 4; 2 is not among the values
        Assert.Equal([8, 2, 5], ranks.OfAny([9, 1, 5]));
    }

    [Fact]
    public void What_is_left_of_a_distribution_is_that_of_the_other_values() =>
        Gen.Select(Gen.Long[0, 20].Array[0, 50], Gen.Long[0, 20].Array[0, 50]).Sample((left, taken) =>
    {
        var rest = FrequencyMap.Of([.. left, .. taken]).Without(FrequencyMap.Of(taken));
        var expected = FrequencyMap.Of(left);

        Assert.Equal(expected.Values, rest.Values);
        Assert.Equal(expected.Counts, rest.Counts);
        Assert.Equal(expected.N, rest.N);
    });
}
