using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Analyses;

public sealed class HeatMapFigureTests
{
    [Fact]
    public async Task The_title_counts_what_is_drawn_and_a_note_the_rest()
    {
        var map = new HeatMap([new(0, 0, 60, 0.1), new(16, 40, 70, 0.2), new(17, 0, 80, 0.3), new(0, 41, 90, 0.4)], 2_000, 200);
        var figure = await HeatMapFigure.Of("a/b", "Times", map, isByHit: false).BuildAsync();
        Assert.Equal("Times (n = 130)", figure.Title);
        Assert.Equal(["170 values of longer requests are not drawn"], Assert.Single(figure.Panels).Notes);
    }

    [Fact]
    public void Cells_smaller_than_a_pixel_are_not_drawn()
    {
        var plan = HeatMapFigure.Of("a/b", "Times", new HeatMap([new(0, 0, 60, 0.1), new(1_999, 499, 70, 0.2)], 1, 1), isByHit: false);
        Assert.Null(plan.Reason);
        plan = HeatMapFigure.Of("a/b", "Times", new HeatMap([new(0, 0, 60, 0.1), new(1_999, 500, 70, 0.2)], 1, 1), isByHit: false);
        Assert.Equal("Its cells are smaller than a pixel; larger ones can be drawn.", plan.Reason);
    }

    [Fact]
    public async Task Of_all_cells_nothing_is_noted_but_what_the_top_row_is()
    {
        var map = new HeatMap([new(0, 0, 300, 0.1), new(1, 10, 200, 0.2)], 2_000, 0.1);
        var figure = await HeatMapFigure.Of("a/b", "Times", map, isByHit: true).BuildAsync();
        Assert.Equal("Times (n = 500)", figure.Title);
        Assert.Equal(["Top row: a hit ratio of 1"], Assert.Single(figure.Panels).Notes);
    }
}
