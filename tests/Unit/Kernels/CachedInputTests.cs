using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class CachedInputTests
{
    [Fact]
    public void Rows_with_both_numbers_count_and_cached_tokens_are_clipped_to_the_input()
    {
        // 5 of 10, 7 clipped to 4 of 4, 0 of 6: 9 of 20. The others lack a number.
        var sums = CachedInput.Of([5, 7, 0, 3, Missing.Value], [10, 4, 6, Missing.Value, 100]);

        Assert.Equal(new CachedInput(9, 20), sums);
        Assert.Equal(0.45, sums.Share());
        Assert.Equal(new CachedInput(18, 40), sums + sums);
    }

    [Fact]
    public void Without_input_there_is_no_share()
    {
        Assert.Null(CachedInput.None.Share());
        Assert.Null(CachedInput.Of([3], [0]).Share());
    }

    [Fact]
    public void Sums_are_exact_above_64_bits() =>
        Assert.Equal(2 * (System.Numerics.BigInteger)(long.MaxValue - 1),
            CachedInput.Of([long.MaxValue - 1, long.MaxValue - 1], [long.MaxValue, long.MaxValue]).Cached);
}
