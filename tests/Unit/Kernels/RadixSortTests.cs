using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class RadixSortTests
{
    [Fact]
    public void Any_values_are_sorted_as_the_framework_sorts_them() => Gen.Select(Gen.Int[0, 5_000], Gen.Long, Gen.Int[1, 64], Gen.ULong).Sample(
        (n, offset, bits, seed) =>
        {
            var random = new Random((int)seed);
            var values = Enumerable.Range(0, n).Select(_ => unchecked(offset + (random.NextInt64() >> (64 - bits)))).ToArray();
            var expected = values.Order().ToArray();
            RadixSort.Sort(values);
            Assert.Equal(expected, values);
        },
        iter: 200);

    [Fact]
    public void The_extremes_are_sorted_too()
    {
        var values = Enumerable.Range(0, 3_000).Select(i => (i % 3) switch { 0 => long.MaxValue, 1 => long.MinValue, _ => (long)-i }).ToArray();
        var expected = values.Order().ToArray();
        RadixSort.Sort(values);
        Assert.Equal(expected, values);
    }
}
