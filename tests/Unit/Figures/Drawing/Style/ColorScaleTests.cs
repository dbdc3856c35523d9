using LlmWorkload.Figures;
using OxyPlot;

namespace LlmWorkload.Tests.Figures;

public class ColorScaleTests
{
    [Fact]
    public void The_scale_ends_at_the_largest_value() =>
        Assert.Equal(new ColorScale(9, 9), Scale(0, 1, 4, 9));

    [Fact]
    public void A_hot_cell_is_cut_off_and_the_others_keep_their_colours()
    {
        var scale = SampleFigures.Heatmap() is var map ? ColorScale.Of(map) : default;

        // Of ten cells one is cut: the next largest, 9, takes the last colour.
        Assert.Equal(new ColorScale(9, 10_000), scale);
        Assert.True(scale.IsCut);
        Assert.Equal(Viridis.At(1), scale.Color(10_000));
        Assert.Equal(2.0 / 3, scale.Share(4), 12);
    }

    [Fact]
    public void A_map_without_values_has_a_scale_too() =>
        Assert.Equal([1, 0.5, 0.2, 0], Scale(0, 0).Ticks(0.2).Take(3).Append(0));

    [Fact]
    public void Ticks_stand_apart_on_the_square_root_scale()
    {
        // Shares of 100, 50, 20, 10, 5 are 1, 0.71, 0.45, 0.32, 0.22: nearer than 0.2 to the one before are 10 and then 2.
        Assert.Equal([100, 50, 20, 5, 0], Scale(1, 100, 80).Ticks(0.2));
    }

    [Theory]
    [InlineData(45.7, 40)]
    [InlineData(4, 4)]
    [InlineData(3.9, 2)]
    [InlineData(55, 50)]
    public void The_upper_third_of_the_scale_has_a_tick(double most, double tick)
    {
        Assert.Equal(tick, Scale(most).Ticks(0.1).First());
        Assert.InRange(Scale(most).Share(tick), 2.0 / 3, 1);
    }

    [Theory]
    [InlineData(0, 0x44, 0x01, 0x54)]
    [InlineData(1, 0xFD, 0xE7, 0x25)]
    [InlineData(-1, 0x44, 0x01, 0x54)]
    [InlineData(0.2, 0x41, 0x44, 0x87)]
    public void Viridis_runs_from_violet_to_yellow(double share, byte red, byte green, byte blue) =>
        Assert.Equal(OxyColor.FromRgb(red, green, blue), Viridis.At(share));

    private static ColorScale Scale(params double[] values) => ColorScale.Of(new HeatmapSeries(null, [], [], values));
}
