using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class RadixSortTests
{
    [Fact]
    public void Any_values_are_sorted_as_the_framework_sorts_them() =>
        Gen.Select(Gen.Int[0, 5_000], Gen.Long, Gen.Int[1, 64], Gen.ULong).Sample(
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
        var values = Enumerable.Range(0, 3_000)
            .Select(i => (i % 3) switch { 0 => long.MaxValue, 1 => long.MinValue, _ => (long)-i }).ToArray();
        var expected = values.Order().ToArray();
        RadixSort.Sort(values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Decimals_are_sorted_as_the_framework_sorts_them() => Gen.Select(Gen.Int[0, 5_000], Gen.Int[-300, 300], Gen.ULong).Sample(
        (n, exponent, seed) =>
        {
            // Ratios as they occur, and far from one; some are equal, some 0.
            var random = new Random((int)seed);
            var values = Enumerable.Range(0, n)
                .Select(_ => random.Next(0, 50) / (double)random.Next(1, 50) * Math.Pow(10, exponent)).ToArray();
            var expected = values.ToArray();
            Array.Sort(expected);
            RadixSort.Sort(values);
            Assert.Equal(expected, values);
        },
        iter: 200);

    [Fact]
    public void Decimals_of_every_size_are_sorted()
    {
        double[] sizes = [double.MaxValue, 0, double.Epsilon, 1, double.PositiveInfinity, 2.5e-308];
        var values = Enumerable.Range(0, 3_000).Select(i => sizes[i % sizes.Length]).ToArray();
        RadixSort.Sort(values);
        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => sizes[i % sizes.Length]).Order(), values);
    }
}
