using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class PairHistogramTests
{
    [Fact]
    public void No_pair_has_no_grid()
    {
        Assert.Null(PairHistogram.Of([], [], [], 50));
        Assert.Null(PairHistogram.Of([1, 2], [0, 1], [-1, -1], 50));
    }

    [Fact]
    public void Cells_by_hand()
    {
        // Series 0, 2, 4, 1, 4: pairs (0,2) (2,4) (4,1) (1,4). Both sides from 0 to 4: bins [0,2) [2,4].
        var grid = Grid([0, 2, 4, 1, 4], 2)!;
        Assert.Equal([0, 2, 4], grid.XEdges);
        Assert.Equal([0, 2, 4], grid.YEdges);
        Assert.Equal([0, 1, 2, 1], grid.Counts); // low y: (4,1); high y: (0,2) and (1,4), (2,4)
    }

    [Fact]
    public void Pairs_with_a_value_below_the_limit_are_left_out_on_either_side()
    {
        // Limit 1: of (3,0) (0,2) (2,5) (5,1) (1,3) the first two go. What is left lies between 1 and 5: bins [1,3) [3,5].
        var grid = Grid([3, 0, 2, 5, 1, 3], 2, least: 1)!;
        Assert.Equal([1, 3, 5], grid.XEdges);
        Assert.Equal([0, 1, 2, 0], grid.Counts); // low y: (5,1); high y: (2,5) and (1,3)
        Assert.Null(Grid([3, 0, 3], 2, least: 1));
    }

    [Fact]
    public void Values_that_are_all_the_same_have_bins_around_them()
    {
        var grid = Grid([3, 3, 3], 2)!;
        Assert.Equal([2.5, 3, 3.5], grid.XEdges);
        Assert.Equal([0, 0, 0, 2], grid.Counts);
    }

    [Fact]
    public void A_grid_is_that_of_the_definition() =>
        Gen.Select(Gen.Double[-2, 7].Select(each => Math.Round(each, 2)).Array[2, 80], Gen.Int[1, 50]).Sample((series, bins) =>
    {
        var pairs = series[..^1].Zip(series[1..]).Where(pair => pair.First >= 0 && pair.Second >= 0).ToList();
        var grid = Grid(series, bins, least: 0);
        Assert.Equal(pairs.Count == 0, grid is null);
        if (grid is null) return;
        var expected = new long[bins * bins];
        foreach (var (current, next) in pairs) expected[(Bin(next, grid.YEdges) * bins) + Bin(current, grid.XEdges)]++;
        Assert.Equal(expected, grid.Counts);
        Assert.Equal(grid.XEdges, grid.YEdges);
        Evenly([.. pairs.SelectMany(pair => new[] { pair.First, pair.Second })], grid.XEdges);
    });

    private static void Evenly(double[] values, double[] edges)
    {
        var (lowest, highest) = values.Min() == values.Max() ? (values[0] - 0.5, values[0] + 0.5) : (values.Min(), values.Max());
        Assert.Equal((lowest, highest), (edges[0], edges[^1]));
        for (var i = 0; i < edges.Length; i++) Assert.Equal(lowest + ((highest - lowest) * i / (edges.Length - 1)), edges[i], 1e-12);
    }

    private static int Bin(double value, double[] edges) =>
        Enumerable.Range(0, edges.Length - 1).Last(bin => value >= edges[bin] && (value < edges[bin + 1] || bin == edges.Length - 2));

    private static PairHistogram? Grid(double[] series, int bins, double least = double.NegativeInfinity)
    {
        double[] values = [.. series.Distinct().Order()];
        return PairHistogram.Of(
            values, Array.ConvertAll(series, value => Array.IndexOf(values, value)), [.. Enumerable.Range(-1, series.Length)], bins, least);
    }
}
