using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class EvenChoiceTests
{
    [Fact]
    public void A_short_sequence_is_taken_whole() => Assert.Equal([0, 1, 2], EvenChoice.Of(3, 3));

    [Fact]
    public void Nothing_is_chosen_of_nothing() => Assert.Empty(EvenChoice.Of(0, 2));

    [Fact]
    public void Three_of_ten_are_the_ends_and_the_middle() =>
        // ⌊k·9/2⌋ for k = 0, 1, 2.
        Assert.Equal([0, 4, 9], EvenChoice.Of(10, 3));

    [Fact]
    public void The_whole_range_of_rows_does_not_overflow() => Assert.Equal(int.MaxValue - 1, EvenChoice.Of(int.MaxValue, 20_000)[^1]);

    [Fact]
    public void Positions_ascend_from_the_first_to_the_last_in_steps_that_differ_by_at_most_one() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[2, 300]).Sample((n, most) =>
        {
            var positions = EvenChoice.Of(n, most);
            Assert.Equal(Math.Min(n, most), positions.Length);
            Assert.Equal(0, positions[0]);
            Assert.Equal(n - 1, positions[^1]);
            var steps = positions.Zip(positions.Skip(1), (a, b) => b - a).ToList();
            Assert.All(steps, step => Assert.True(step >= 1));
            if (steps.Count > 0) Assert.InRange(steps.Max() - steps.Min(), 0, 1);
        });
}
