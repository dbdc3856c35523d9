using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Figures;

public sealed class CcdfFiguresTests
{
    [Fact]
    public void A_value_has_the_share_of_those_that_are_as_great_or_greater()
    {
        var figure = Draw(FrequencyMap.Of([10, 10, 20, 40]), thin: false);

        var measured = Assert.IsType<LineSeries>(Assert.Single(figure.Panels).Series[0]);
        Assert.Equal([1, 2, 4], measured.X);
        Assert.Equal([1, 0.5, 0.25], measured.Y);
        Assert.Equal(["x", "measured", "half"], figure.Table.Columns.Select(column => column.Name));
        Assert.Equal([1, 0.5, 0.25], Assert.IsType<NumberColumn>(figure.Table.Columns[2]).Values);
        Assert.EndsWith("(n = 4)", figure.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_is_drawn_from_the_least_value_to_the_greatest_and_no_further_down_than_there_are_values()
    {
        var law = Assert.IsType<LineSeries>(Draw(FrequencyMap.Of([10, 20_000, 20_001]), thin: false).Panels[0].Series[1]);

        Assert.Equal((1, 2_000.1), (law.X[0], law.X[^1]));
        Assert.Equal((1, double.NaN), (law.Y[0], law.Y[^1]));
        Assert.All(law.Y.Where(double.IsFinite), share => Assert.InRange(share, 0.1, 1));
    }

    [Fact]
    public void One_distinct_value_is_a_point() =>
        Assert.All(Draw(FrequencyMap.Of([10, 10]), thin: true).Panels[0].Series, series => Assert.Single(Assert.IsType<LineSeries>(series).X));

    [Fact]
    public void A_long_table_is_thinned_where_it_may_be()
    {
        var map = FrequencyMap.Of([.. Enumerable.Range(1, 5_000).Select(value => (long)value)]);

        Assert.Equal(5_000, Assert.IsType<NumberColumn>(Draw(map, thin: false).Table.Columns[0]).Values.Length);
        var thinned = Assert.IsType<NumberColumn>(Draw(map, thin: true).Table.Columns[0]);
        Assert.Equal("x_thinned", thinned.Name);
        Assert.InRange(thinned.Values.Length, 100, 500);
    }

    private static Figure Draw(FrequencyMap map, bool thin) => CcdfFigures.Fitted(
        "folder/ccdf", "Title", "X", "x", map, 10, [new CcdfFigures.Curve("half", x => 1 / x)], [], thin);
}
