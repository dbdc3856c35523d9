using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class ScratchTests
{
    [Fact]
    public void What_is_rented_has_its_length_and_its_value() => Gen.Int[0, 100].Sample(length =>
    {
        using var scratch = new Scratch();
        Assert.Equal(length, scratch.Rent<long>(length).Length);
        Assert.Equal(Enumerable.Repeat(7, length), scratch.Rent(length, 7).ToArray());
    });

    [Fact]
    public void What_is_in_use_is_not_rented_again()
    {
        using var scratch = new Scratch();
        var one = scratch.Rent(1_000, 1);
        var other = scratch.Rent(1_000, 2);
        Assert.False(one.Overlaps(other));
        Assert.Equal(Enumerable.Repeat(1, 1_000), one.ToArray());
    }
}
