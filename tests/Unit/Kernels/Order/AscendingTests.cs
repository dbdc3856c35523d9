using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class AscendingTests
{
    [Theory]
    [InlineData(new long[0], 5, 0)]
    [InlineData(new long[] { 5 }, 5, 0)]
    [InlineData(new long[] { 5 }, 6, 1)]
    [InlineData(new long[] { -3, 1, 1, 1, 8 }, 1, 1)]
    [InlineData(new long[] { -3, 1, 1, 1, 8 }, 2, 4)]
    [InlineData(new long[] { -3, 1, 1, 1, 8 }, long.MinValue, 0)]
    [InlineData(new long[] { -3, 1, 1, 1, 8 }, long.MaxValue, 5)]
    public void Values_below_a_limit_are_counted(long[] values, long limit, int expected) =>
        Assert.Equal(expected, Ascending.CountBelow(values, limit));
}
