using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Segments;

public sealed class ScratchPoolTests
{
    private const int Block = 100_000;

    private readonly ScratchPool _pool = new(long.MaxValue);

    [Fact]
    public void A_block_is_at_most_a_quarter_longer_than_asked_for() => Gen.Int[4_096, ScratchPool.Largest / 16].Sample(
        bytes => Assert.InRange(_pool.Rent(bytes).Length, bytes, bytes + (bytes / 4)), iter: 200);

    [Fact]
    public void The_longest_block_is_pooled()
    {
        var block = _pool.Rent(ScratchPool.Largest);
        _pool.Return(block);

        Assert.Same(block, _pool.Rent(ScratchPool.Largest - 1));
    }

    [Fact]
    public void A_block_that_was_given_back_is_used_again_also_for_somewhat_less()
    {
        var block = _pool.Rent(Block);
        _pool.Return(block);

        Assert.Same(block, _pool.Rent(Block * 3 / 4));
        Assert.NotSame(block, _pool.Rent(Block));
    }

    [Fact]
    public void A_block_twice_as_long_as_needed_stays_for_others()
    {
        var block = _pool.Rent(Block);
        _pool.Return(block);

        Assert.NotSame(block, _pool.Rent(Block / 2));
    }

    [Fact]
    public void Only_what_was_idle_all_the_time_is_given_up()
    {
        var (one, other) = (_pool.Rent(Block), _pool.Rent(Block));
        _pool.Return(one);
        _pool.Return(other);
        Assert.Equal(0, _pool.GiveUpIdle());

        _pool.Return(_pool.Rent(Block));
        Assert.Equal(one.Length, _pool.GiveUpIdle());
        Assert.Equal(one.Length, _pool.Idle);
        Assert.Equal(one.Length, _pool.GiveUpIdle());
        Assert.Equal(0, _pool.Idle);
    }

    [Fact]
    public void No_more_than_the_most_lies_idle()
    {
        var pool = new ScratchPool(Block * 3 / 2);
        var (one, other) = (pool.Rent(Block), pool.Rent(Block));
        pool.Return(one);
        pool.Return(other);

        Assert.InRange(pool.Idle, Block, Block * 3 / 2);
        Assert.Same(one, pool.Rent(Block));
        Assert.NotSame(other, pool.Rent(Block));
    }
}
