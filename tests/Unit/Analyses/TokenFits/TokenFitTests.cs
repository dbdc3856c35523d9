using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Analyses;

public sealed class TokenFitTests
{
    [Fact]
    public void Counts_of_zero_are_counted_and_in_no_fit()
    {
        var fit = TokenFit.Of(FrequencyMap.Of([0, 1, 3, 0, 0]), 2);

        Assert.Equal((2L, 3L, 2), (fit.N, fit.Zeros, fit.Distinct));
        Assert.Equal(new ExponentialLaw(0.5), fit.Exponential!.Law);
        Assert.Equal(["exponential", "lognormal"], fit.Laws.Select(each => each.Law.Name));
        Assert.Null(fit.Tail);
    }

    [Fact]
    public void Equal_counts_have_the_exponential_law_alone()
    {
        var fit = TokenFit.Of(FrequencyMap.Of([.. Enumerable.Repeat(7L, 200)]), 100);

        Assert.Equal(["exponential"], fit.Laws.Select(each => each.Law.Name));
        Assert.Null(fit.Tail);
    }

    [Fact]
    public void Few_counts_have_no_fit()
    {
        Assert.Empty(TokenFit.Of(FrequencyMap.Of([0, 0, 5]), 2).Laws);
        Assert.Empty(TokenFit.Of(FrequencyMap.Empty, 2).Laws);
    }
}
