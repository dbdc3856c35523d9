using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class TokenGridTests
{
    // 10^(k/10) rounded up: 1, 1.26 → 2, 1.58, 2 → 2, 2.51 → 3, 3.16 → 4, 3.98 → 4, 5.01 → 6, 6.31 → 7, 7.94 → 8, 10, 12.6 → 13, …
    [Fact]
    public void Edges_are_tenths_of_a_decade_rounded_up() =>
        Assert.Equal([1, 2, 3, 4, 6, 7, 8, 10, 13, 16, 20, 26, 32, 40, 51, 64, 80, 100], TokenGrid.Edges.Take(18));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 9)]
    [InlineData(12, 13)]
    [InlineData(131_072, 8_191)]
    [InlineData(long.MaxValue, 1)]
    public void A_request_lies_in_the_cell_that_holds_its_tokens(long input, long output)
    {
        var cells = new long[1];
        Assert.Equal(1, TokenGrid.Cells([input], [output], cells));

        var (x, y) = TokenGrid.PlaceOf(cells[0]);
        Assert.True(TokenGrid.Edges[x] <= input && (input < TokenGrid.Edges[x + 1] || x == TokenGrid.Edges.Count - 2));
        Assert.True(TokenGrid.Edges[y] <= output && output < TokenGrid.Edges[y + 1]);
    }

    [Fact]
    public void Requests_without_tokens_of_a_kind_have_no_cell() =>
        Assert.Equal(1, TokenGrid.Cells([0, 5, Missing.Value, 7], [3, 0, 3, 2], new long[4]));

    [Fact]
    public void The_figure_counts_every_request_once()
    {
        var cells = new long[4];
        TokenGrid.Cells([5, 5, 100, 1], [9, 8, 1, 1], cells);
        var figure = TokenDensityFigure.Of("p", "t", FrequencyMap.Of(cells));

        var heatmap = Assert.IsType<HeatmapSeries>(Assert.Single(figure.Panels[0].Series));
        Assert.Equal(4, heatmap.Values.Sum());
        Assert.Equal((heatmap.XEdges.Length - 1) * (heatmap.YEdges.Length - 1), heatmap.Values.Length);
        Assert.Equal(4, ((IntegerColumn)figure.Table.Columns[^1]).Values.Sum());
        Assert.Equal("t (n = 4)", figure.Title);
    }
}
