using CsCheck;
using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Clients;

public sealed class ConcentrationTests
{
    private static readonly Gen<Int128[]> Ascending =
        Gen.Long[0, 1_000].Array[1, 30].Select(values => values.Order().Select(value => (Int128)value).ToArray());

    [Fact]
    public void Equal_clients_have_a_coefficient_of_0() => Assert.Equal(0, Concentration.Gini([7, 7, 7]));

    // (2·(1·0 + 2·0 + 3·6) − 4·6)/(3·6) = 12/18.
    [Fact]
    public void One_of_three_that_has_all_has_two_thirds() => Assert.Equal(2.0 / 3, Concentration.Gini([0, 0, 6])!.Value, 1e-15);

    [Fact]
    public void Without_a_total_there_is_no_coefficient()
    {
        Assert.Null(Concentration.Gini([0, 0]));
        Assert.Null(Concentration.Gini([]));
        Assert.Null(Concentration.TopShare([0, 0], 1));
    }

    [Fact]
    public void Totals_beyond_64_bits_are_exact() => Assert.Equal(
        0.25, Concentration.Gini([long.MaxValue, 3 * (Int128)long.MaxValue])!.Value, 1e-15);

    // Half the mean difference of two clients, in parts of the mean.
    [Fact]
    public void It_is_half_the_relative_mean_difference() => Ascending.Sample(values =>
    {
        var numbers = Array.ConvertAll(values, value => (double)value);
        var difference = numbers.Average(one => numbers.Average(other => Math.Abs(one - other)));
        if (numbers.Sum() > 0) Assert.Equal(difference / 2 / numbers.Average(), Concentration.Gini(values)!.Value, 1e-12);
    });

    [Fact]
    public void Shares_are_those_of_the_clients_with_the_most()
    {
        Int128[] ascending = [1, 2, 3, 14];
        Assert.Equal(0.7, Concentration.TopShare(ascending, 1));
        Assert.Equal(0.85, Concentration.TopShare(ascending, 2));
        Assert.Equal(1, Concentration.TopShare(ascending, 4));
        Assert.Equal(1, Concentration.TopShare(ascending, 5));
    }

    // 14, 17, 19 and 20 of 20: exactly 85% needs two, and more than that three.
    [Fact]
    public void A_share_that_is_reached_exactly_needs_no_further_client()
    {
        Int128[] ascending = [1, 2, 3, 14];
        Assert.Equal([1L, 2, 3, 4], ((int[])[70, 85, 86, 99]).Select(percent => Concentration.CountFor(ascending, percent)));
        Assert.Equal(0, Concentration.CountFor([], 50));
    }

    [Fact]
    public void The_curve_goes_from_nothing_to_all_and_its_area_gives_the_coefficient() => Ascending.Sample(values =>
    {
        if (values[^1] == 0) return;
        var (clients, shares) = Concentration.Lorenz(values);
        Assert.Equal((0.0, 0.0, 1.0, 1.0), (clients[0], shares[0], clients[^1], shares[^1]));
        var below = Enumerable.Range(1, values.Length).Sum(i => (clients[i] - clients[i - 1]) * (shares[i] + shares[i - 1]) / 2);
        Assert.Equal(1 - (2 * below), Concentration.Gini(values)!.Value, 1e-12);
    });
}
