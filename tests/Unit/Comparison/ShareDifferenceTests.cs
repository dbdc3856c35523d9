using LlmWorkload.Comparison;

namespace LlmWorkload.Tests.Comparison;

/// <summary>Shares against numbers computed by hand.</summary>
public sealed class ShareDifferenceTests
{
    [Fact]
    public void Shares_that_are_the_same_have_no_divergence()
    {
        var share = Of([("x", 1), ("y", 3)], [("x", 10), ("y", 30)]);

        Assert.Equal(0, share.Divergence);
        Assert.Equal([("x", 0.25, 0.25), ("y", 0.75, 0.75)], share.Keys);
    }

    [Fact]
    public void Shares_without_a_common_key_have_a_divergence_of_one_bit() =>
        Assert.Equal(1, Of([("x", 5)], [("y", 7)]).Divergence);

    // p = (½, ½), q = (¼, ¾), m = (⅜, ⅝).
    [Fact]
    public void The_divergence_is_that_of_a_calculation_by_hand()
    {
        var share = Of([("x", 1), ("y", 1)], [("x", 1), ("y", 3)]);

        var ofP = (0.5 * Math.Log2(0.5 / 0.375)) + (0.5 * Math.Log2(0.5 / 0.625));
        var ofQ = (0.25 * Math.Log2(0.25 / 0.375)) + (0.75 * Math.Log2(0.75 / 0.625));
        Assert.Equal((ofP / 2) + (ofQ / 2), share.Divergence!.Value, 15);
    }

    [Fact]
    public void Keys_that_differ_as_much_come_in_their_own_order()
    {
        var share = Of([("b", 2), ("a", 4), ("c", 4)], [("a", 2), ("c", 6), ("b", 2)]);

        Assert.Equal(["a", "c", "b"], share.Keys.Select(key => key.Key));
    }

    [Fact]
    public void An_empty_side_has_no_divergence()
    {
        var share = Of([], [("x", 1)]);

        Assert.Null(share.Divergence);
        Assert.Equal((0, 1), ((long)share.NA, (long)share.NB));
    }

    private static ShareDifference Of((string Key, int Count)[] a, (string Key, int Count)[] b) =>
        ShareDifference.Of("shares", a.ToDictionary(each => each.Key, each => (Int128)each.Count), b.ToDictionary(
            each => each.Key, each => (Int128)each.Count));
}
