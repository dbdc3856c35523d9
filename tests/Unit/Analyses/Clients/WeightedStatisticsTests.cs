using CsCheck;
using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Clients;

public sealed class WeightedStatisticsTests
{
    private static readonly Gen<(double Value, long Weight)[]> Ascending =
        Gen.Select(Gen.Int[0, 20], Gen.Long[1, 50], (value, weight) => (Value: value / 4.0, weight)).Array[1, 40]
            .Select(values => values.Order().ToArray());

    // The weights 1, 2 and 7 come to 1, 3 and 10: the median is the value at 5, quantile 0.1 is reached at 1 already.
    [Fact]
    public void A_quantile_is_the_value_at_which_its_share_of_the_weights_is_reached()
    {
        var statistics = WeightedStatistics.Of([(1, 1), (2, 2), (4, 7)]);
        Assert.Equal(3, statistics.N);
        Assert.Equal([1.0, 2, 4, 4], ((double?[])[statistics.P10, statistics.P25, statistics.Median, statistics.P99_9]).OfType<double>());
        Assert.Equal((1.0, 4.0), (statistics.Min, statistics.Max));

        // Mean (1 + 4 + 28)/10; squares 2.3², 2·1.3², 7·0.7² are 12.1 in all.
        Assert.Equal(3.3, statistics.Mean!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(1.21), statistics.Std!.Value, 1e-14);
    }

    [Fact]
    public void Without_values_there_is_nothing() => Assert.Equal(Statistics.None, WeightedStatistics.Of([]));

    [Fact]
    public void A_weight_is_a_value_that_comes_so_often() => Ascending.Sample(values =>
    {
        double[] plain = [.. values.SelectMany(each => Enumerable.Repeat(each.Value, (int)each.Weight))];
        var statistics = WeightedStatistics.Of(values);
        Assert.Equal(plain.Average(), statistics.Mean!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(plain.Average(value => Math.Pow(value - plain.Average(), 2))), statistics.Std!.Value, 1e-9);
        foreach (var (thousandths, quantile) in ((int, double?)[])[
            (10, statistics.P1), (50, statistics.P5), (100, statistics.P10), (250, statistics.P25), (500, statistics.Median),
            (750, statistics.P75), (900, statistics.P90), (950, statistics.P95), (990, statistics.P99), (999, statistics.P99_9)])
        {
            var rank = ((thousandths * plain.Length) + 999) / 1_000;
            Assert.Equal(plain[Math.Max(rank - 1, 0)], quantile);
        }
    });
}
