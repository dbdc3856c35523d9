using LlmWorkload.Export;

namespace LlmWorkload.Tests.Export;

public sealed class PoolQuestionTests
{
    [Fact]
    public void Questions_about_the_same_clients_are_equal()
    {
        Assert.Equal(new PoolKernels.ClientsQuestion([1, 2]), new PoolKernels.ClientsQuestion([1, 2]));
        Assert.Equal(new PoolKernels.ClientsQuestion([1, 2]).GetHashCode(), new PoolKernels.ClientsQuestion([1, 2]).GetHashCode());
        Assert.NotEqual(new PoolKernels.ClientsQuestion([1, 2]), new PoolKernels.ClientsQuestion([2, 1]));
    }
}
