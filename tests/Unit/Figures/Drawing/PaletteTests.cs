using LlmWorkload.Figures;
using OxyPlot;

namespace LlmWorkload.Tests.Figures;

/// <summary>
/// The colours of series stay apart for all eyes: distances in CIE L*a*b*, as they are, as deuteranopes and protanopes see them (Machado,
/// Oliveira and Fernandes, 2009, severity 1), and in grey.
/// </summary>
public sealed class PaletteTests
{
    private static readonly double[][] Normal = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

    private static readonly double[][] Deuteranope =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];

    private static readonly double[][] Protanope =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];

    // 2.3 is the least that is seen side by side. Thin lines need much more.
    [Theory]
    [InlineData("normal", 40)]
    [InlineData("deuteranope", 30)]
    [InlineData("protanope", 30)]
    [InlineData("grey", 8)]
    public void Any_two_colours_are_apart_and_apart_from_what_stands_for_all_requests(string vision, double least)
    {
        OxyColor[] colours = [.. Enumerable.Range(0, PlotStyle.Colours).Append(FigureSeries.Whole)
            .Select(i => PlotStyle.Series(i, PlotSizes.Screen).Color)];
        Assert.Equal(9, colours.Distinct().Count());
        for (var i = 0; i < colours.Length; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(Distance(Seen(colours[i], vision), Seen(colours[j], vision)) >= least, $"{vision}: {i} and {j}");
        }
    }

    [Fact]
    public void Every_colour_and_the_grey_behind_are_apart_from_paper() =>
        Assert.All(
            Enumerable.Range(0, PlotStyle.Colours).Select(i => PlotStyle.Series(i, PlotSizes.Paper).Color).Append(PlotStyle.Behind),
            colour => Assert.InRange(Seen(colour, "grey").L, 0, 86));

    private static (double L, double A, double B) Seen(OxyColor colour, string vision)
    {
        double[] linear = [Linear(colour.R), Linear(colour.G), Linear(colour.B)];
        var matrix = vision switch { "deuteranope" => Deuteranope, "protanope" => Protanope, _ => Normal };
        var lab = Lab([.. matrix.Select(row => Math.Clamp(row.Zip(linear, (a, b) => a * b).Sum(), 0, 1))]);
        return vision == "grey" ? (lab.L, 0, 0) : lab;
    }

    private static double Linear(byte value)
    {
        var share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static (double L, double A, double B) Lab(double[] rgb)
    {
        var x = F(((0.4124564 * rgb[0]) + (0.3575761 * rgb[1]) + (0.1804375 * rgb[2])) / 0.95047);
        var y = F((0.2126729 * rgb[0]) + (0.7151522 * rgb[1]) + (0.0721750 * rgb[2]));
        var z = F(((0.0193339 * rgb[0]) + (0.1191920 * rgb[1]) + (0.9503041 * rgb[2])) / 1.08883);
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
    }

    private static double Distance((double L, double A, double B) one, (double L, double A, double B) other) =>
        Math.Sqrt(Math.Pow(one.L - other.L, 2) + Math.Pow(one.A - other.A, 2) + Math.Pow(one.B - other.B, 2));
}
