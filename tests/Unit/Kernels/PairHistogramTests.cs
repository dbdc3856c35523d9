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
        // Series 0, 2, 4, 1, 4: pairs (0,2) (2,4) (4,1) (1,4). x from 0 to 4: bins [0,2) [2,4]; y from 1 to 4: [1,2.5) [2.5,4].
        var grid = Grid([0, 2, 4, 1, 4], 2)!;
        Assert.Equal([0, 2, 4], grid.XEdges);
        Assert.Equal([1, 2.5, 4], grid.YEdges);
        Assert.Equal([1, 1, 1, 1], grid.Counts); // low y: (0,2), (4,1); high y: (1,4), (2,4)
    }

    [Fact]
    public void A_side_with_one_value_has_bins_around_it()
    {
        var grid = Grid([3, 3, 3], 2)!;
        Assert.Equal([2.5, 3, 3.5], grid.XEdges);
        Assert.Equal([0, 0, 0, 2], grid.Counts);
    }

    [Fact]
    public void A_grid_is_that_of_the_definition() => Gen.Select(Gen.Double[0, 7].Select(each => Math.Round(each, 2)).Array[2, 80], Gen.Int[1, 50]).Sample((series, bins) =>
    {
        var grid = Grid(series, bins)!;
        var (x, y) = (series[..^1], series[1..]);
        var expected = new long[bins * bins];
        foreach (var (current, next) in x.Zip(y)) expected[(Bin(next, grid.YEdges) * bins) + Bin(current, grid.XEdges)]++;
        Assert.Equal(expected, grid.Counts);
        Assert.Equal(x.Length, grid.Counts.Sum());
        Evenly(x, grid.XEdges);
        Evenly(y, grid.YEdges);
    });

    private static void Evenly(double[] values, double[] edges)
    {
        var (lowest, highest) = values.Min() == values.Max() ? (values[0] - 0.5, values[0] + 0.5) : (values.Min(), values.Max());
        Assert.Equal((lowest, highest), (edges[0], edges[^1]));
        for (var i = 0; i < edges.Length; i++) Assert.Equal(lowest + ((highest - lowest) * i / (edges.Length - 1)), edges[i], 1e-12);
    }

    private static int Bin(double value, double[] edges) =>
        Enumerable.Range(0, edges.Length - 1).Last(bin => value >= edges[bin] && (value < edges[bin + 1] || bin == edges.Length - 2));

    private static PairHistogram? Grid(double[] series, int bins)
    {
        double[] values = [.. series.Distinct().Order()];
        return PairHistogram.Of(values, Array.ConvertAll(series, value => Array.IndexOf(values, value)), [.. Enumerable.Range(-1, series.Length)], bins);
    }
}
