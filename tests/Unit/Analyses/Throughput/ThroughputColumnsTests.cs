using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ThroughputColumnsTests
{
    [Fact]
    public void Few_values_have_no_columns() => Assert.Null(ThroughputColumns.Of([1, 2, 3], [1, 2, 3], 3));

    // Seven values in columns of three: 1 5 3 | 2 2 8 | 4.
    [Fact]
    public void A_column_has_the_range_and_the_mean_of_its_values()
    {
        var columns = ThroughputColumns.Of([0, 1, 2, 3, 4, 5, 6], [1, 5, 3, 2, 2, 8, 4], 3)!;

        Assert.Equal(3, columns.Steps);
        Assert.Equal([1, 4, 6], columns.X);
        Assert.Equal([1, 2, 4], columns.Low);
        Assert.Equal([5, 8, 4], columns.High);
        Assert.Equal([3, 4, 4], columns.Mean);
    }

    [Fact]
    public void Thirty_days_of_minutes_lose_no_peak()
    {
        var y = new double[30 * 1_440];
        y[20_000] = 99;
        var columns = ThroughputColumns.Of([.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y, 240)!;

        Assert.Equal(240, columns.X.Length);
        Assert.Equal(99, columns.High.Max());
    }
}
