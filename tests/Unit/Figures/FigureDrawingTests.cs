using System.Xml.Linq;
using LlmWorkload.Figures;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

public class FigureDrawingTests
{
    public static TheoryData<string> Names => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_png_has_the_size_asked_for_and_is_not_blank(string name)
    {
        byte[] png = FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Png, FigureSize.Default);

        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal((2400, 1600), (bitmap.Width, bitmap.Height));
        Assert.True(Colours(bitmap) >= 4, "The figure is all but blank.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_drawn_at_the_edge_of_the_page(string name)
    {
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Png, FigureSize.Default));

        for (int x = 0; x < bitmap.Width; x++)
            Assert.Equal((SKColors.White, SKColors.White), (bitmap.GetPixel(x, 0), bitmap.GetPixel(x, bitmap.Height - 1)));
        for (int y = 0; y < bitmap.Height; y++)
            Assert.Equal((SKColors.White, SKColors.White), (bitmap.GetPixel(0, y), bitmap.GetPixel(bitmap.Width - 1, y)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_svg_is_well_formed_and_lists_glyph_positions_without_trailing_commas(string name)
    {
        byte[] svg = FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Svg, FigureSize.Default);

        var root = XDocument.Load(new MemoryStream(svg)).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal("1200", root.Attribute("width")!.Value);
        var texts = root.Descendants().Where(e => e.Name.LocalName == "text").ToList();
        Assert.Contains(texts, t => t.Value.Trim() == SampleFigures.All[name].Title);
        Assert.DoesNotContain(texts, t => t.Attribute("x")!.Value.TrimEnd().EndsWith(','));
    }

    [Fact]
    public void Drawing_twice_gives_the_same_bytes()
    {
        foreach (var figure in SampleFigures.All.Values)
        {
            Assert.Equal(
                FigureDrawing.Draw(figure, FigureFormat.Png, new FigureSize(600, 400, 1)),
                FigureDrawing.Draw(figure, FigureFormat.Png, new FigureSize(600, 400, 1)));
        }
    }

    [Fact]
    public void Small_and_scaled_pages_are_drawn_too()
    {
        foreach (var figure in SampleFigures.All.Values)
        {
            using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(figure, FigureFormat.Png, new FigureSize(300, 200, 1.5f)));
            Assert.Equal((450, 300), (bitmap.Width, bitmap.Height));
        }
    }

    [Fact]
    public void A_size_too_small_to_draw_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            FigureDrawing.Draw(SampleFigures.All["cdf"], FigureFormat.Png, new FigureSize(50, 800, 1)));

    [Fact]
    public void Zeros_of_a_cdf_on_a_logarithmic_axis_keep_their_mass()
    {
        // Half of the values are 0: at the left edge of the plot area the line stands at 0.5 already.
        var cdf = SampleFigures.Of("zeros", SampleFigures.CdfPanel([new LineSeries(null, [0, 10, 1000], [0.5, 0.75, 1], Step: true)]));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(cdf, FigureFormat.Png, FigureSize.Default));

        var (left, right, top, bottom) = PlotArea(bitmap);
        int expected = (int)Math.Round(bottom - ((bottom - top) * 0.5 / 1.05));
        int x = left + ((right - left) / 20);
        var near = Enumerable.Range(expected - 6, 13).Select(y => bitmap.GetPixel(x, y));
        Assert.Contains(near, c => c.Blue > 150 && c.Red < 60);
    }

    private static (int Left, int Right, int Top, int Bottom) PlotArea(SKBitmap bitmap)
    {
        var frame = new SKColor(0x80, 0x80, 0x80);
        int middle = bitmap.Height / 3;
        int left = Enumerable.Range(0, bitmap.Width).First(x => bitmap.GetPixel(x, middle) == frame && bitmap.GetPixel(x, middle + 40) == frame);
        int right = Enumerable.Range(0, bitmap.Width).Last(x => bitmap.GetPixel(x, middle) == frame && bitmap.GetPixel(x, middle + 40) == frame);
        int top = Enumerable.Range(0, bitmap.Height).First(y => bitmap.GetPixel(left + 51, y) == frame && bitmap.GetPixel(left + 91, y) == frame);
        int bottom = Enumerable.Range(0, bitmap.Height).Last(y => bitmap.GetPixel(left + 51, y) == frame && bitmap.GetPixel(left + 91, y) == frame);
        return (left, right, top, bottom);
    }

    private static int Colours(SKBitmap bitmap)
    {
        var colours = new HashSet<SKColor>();
        for (int y = 0; y < bitmap.Height; y += 3)
        {
            for (int x = 0; x < bitmap.Width; x += 3)
                colours.Add(bitmap.GetPixel(x, y));
        }
        return colours.Count;
    }
}
