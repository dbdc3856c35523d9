using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ZipfFitTests
{
    [Fact]
    public void Fewer_than_two_counts_have_no_fit()
    {
        Assert.Null(ZipfFit.Of([]));
        Assert.Null(ZipfFit.Of([7]));
    }

    [Fact]
    public void Two_counts_by_hand()
    {
        // With two ranks the law can hold exactly: P(1)/P(2) = 2^s = 8/2, so s = 2, H = 1.25, L = 8·ln 0.8 + 2·ln 0.2.
        var fit = ZipfFit.Of([8, 2])!;

        Assert.Equal((2, (Int128)10), (fit.Entities, fit.Total));
        Assert.Equal(2, fit.Exponent, 1e-12);
        Assert.Equal((8 * Math.Log(0.8)) + (2 * Math.Log(0.2)), fit.LogLikelihood, 1e-12);
        Assert.Equal(0, fit.Ks, 1e-12);
        Assert.Equal(2, fit.Expected(2), 1e-11);
    }

    [Fact]
    public void Equal_counts_have_the_exponent_0()
    {
        var fit = ZipfFit.Of([5, 5, 5])!;

        Assert.Equal((0, 15 * Math.Log(1 / 3.0)), (fit.Exponent, fit.LogLikelihood));
        Assert.Equal(0, fit.Ks, 1e-15);
    }

    [Theory]
    [InlineData(0.3, 10)]
    [InlineData(1, 1_000)]
    [InlineData(1.7, 50)]
    [InlineData(4, 20)]
    public void The_exponent_of_counts_that_follow_the_law_is_found(double exponent, int ranks)
    {
        // Counts as large as this round the law away from it by less than the digits that are compared.
        Int128[] counts = [.. Enumerable.Range(1, ranks).Select(rank => (Int128)(1e24 * Math.Pow(rank, -exponent)))];

        var fit = ZipfFit.Of(counts)!;

        Assert.Equal(exponent, fit.Exponent, 1e-11);
        Assert.InRange(fit.Ks, 0, 1e-11);
    }

    [Fact]
    public void One_that_has_nearly_everything_is_found_a_steep_law() =>
        Assert.InRange(ZipfFit.Of([1_000_000_000_000, 1])!.Exponent, 39.8, 39.9);
}
