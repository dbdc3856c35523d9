using System.Globalization;
using System.Text;
using System.Xml.Linq;
using LlmWorkload.Figures;
using OxyPlot;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

public class FigureDrawingTests
{
    public static TheoryData<string> Names => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_png_has_the_size_asked_for_and_is_not_blank(string name)
    {
        var png = FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Png, FigureSize.Default);

        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal((1500, 1000), (bitmap.Width, bitmap.Height));
        Assert.True(Colours(bitmap) >= 4, "The figure is all but blank.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_drawn_at_the_edge_of_the_page(string name)
    {
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Png, FigureSize.Default));

        for (var x = 0; x < bitmap.Width; x++)
            Assert.Equal((SKColors.White, SKColors.White), (bitmap.GetPixel(x, 0), bitmap.GetPixel(x, bitmap.Height - 1)));
        for (var y = 0; y < bitmap.Height; y++)
            Assert.Equal((SKColors.White, SKColors.White), (bitmap.GetPixel(0, y), bitmap.GetPixel(bitmap.Width - 1, y)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_svg_is_well_formed_and_lists_glyph_positions_without_trailing_commas(string name)
    {
        var svg = FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Svg, FigureSize.Default);

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
                FigureDrawing.Draw(figure, FigureFormat.Svg, FigureSize.Default),
                FigureDrawing.Draw(figure, FigureFormat.Svg, FigureSize.Default));
            Assert.Equal(
                FigureDrawing.Draw(figure, FigureFormat.Png, new FigureSize(600, 400, 1)),
                FigureDrawing.Draw(figure, FigureFormat.Png, new FigureSize(600, 400, 1)));
            Assert.Equal(
                FigureDrawing.Draw(figure, FigureFormat.Pdf, FigureSize.Default),
                FigureDrawing.Draw(figure, FigureFormat.Pdf, FigureSize.Default));
        }
    }

    [Fact]
    public void A_png_does_not_depend_on_what_was_drawn_before()
    {
        // The last that is drawn is dashed.
        var axis = new FigureAxis("x", AxisKind.Linear, 0, 10);
        FigureSeries[] series = [new PointSeries(null, [1, 9], [1, 9]), new GuideLine(null, [0, 10], [0, 10])];
        var dashed = SampleFigures.Of("dashed", new Panel(null, axis, axis, series, false, []));
        var size = new FigureSize(600, 400, 1.25f);
        foreach (var figure in SampleFigures.All.Values)
        {
            var first = FigureDrawing.Draw(figure, FigureFormat.Png, size);
            FigureDrawing.Draw(dashed, FigureFormat.Png, size);
            Assert.Equal(first, FigureDrawing.Draw(figure, FigureFormat.Png, size));
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
    public void Cells_of_named_rows_fill_the_plot_area()
    {
        // The first of named categories is at the top, so that the edges of rows go down the page.
        var heatmap = SampleFigures.Of("rows", new Panel(
            null, new FigureAxis("x", AxisKind.Linear), new FigureAxis("y", AxisKind.Category, Categories: ["a", "b"]),
            [new HeatmapSeries("v", [0, 1, 2], [-0.5, 0.5, 1.5], [1, 2, 3, 4])], false, []));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(heatmap, FigureFormat.Png, FigureSize.Default));

        var large = bitmap.Pixels.CountBy(colour => colour)
            .Where(colour => colour.Key != SKColors.White && colour.Value > bitmap.Width * bitmap.Height / 10);
        Assert.Equal(4, large.Count());
    }

    [Fact]
    public void Zeros_of_a_cdf_on_a_logarithmic_axis_keep_their_mass()
    {
        // Half of the values are 0: at the left edge of the plot area the line stands at 0.5 already.
        var cdf = SampleFigures.Of("zeros", SampleFigures.CdfPanel([new LineSeries(null, [0, 10, 1000], [0.5, 0.75, 1], Step: true)]));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(cdf, FigureFormat.Png, FigureSize.Default));

        var (left, right, top, bottom) = PlotArea(bitmap);
        var expected = (int)Math.Round(bottom - ((bottom - top) * 0.5 / 1.05));
        var x = left + ((right - left) / 20);
        var near = Enumerable.Range(expected - 6, 13).Select(y => bitmap.GetPixel(x, y));
        Assert.Contains(near, c => c.Blue > 150 && c.Red < 60);
    }

    [Fact]
    public void Zeros_of_a_scatter_stand_in_the_band_at_the_edge()
    {
        var points = SampleFigures.Of(
            "zeros", new Panel(null, Logarithmic, Logarithmic, [new PointSeries(null, [0, 10, 1000], [10, 0, 1000])], false, []));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(points, FigureFormat.Svg, FigureSize.Default));

        var discs = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "ellipse").ToList();
        double Of(int disc, string name) => double.Parse(discs[disc].Attribute(name)!.Value, CultureInfo.InvariantCulture);
        Assert.Equal(3, discs.Count);
        Assert.True(Of(0, "cx") < Of(1, "cx") - 25);
        Assert.True(Of(1, "cy") > Of(0, "cy") + 25);
        var texts = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()).ToList();
        Assert.Equal(2, texts.Count(text => text == "0"));
    }

    [Fact]
    public void Texts_of_marks_are_written_after_all_their_lines()
    {
        FigureSeries[] series = [
            new LineSeries(null, [9, 46], [0.1, 1], Step: true), new MarkLine("median 38", 38, true), new MarkLine("p95 42", 42, true)];
        var cdf = SampleFigures.Of(
            "marks", new Panel(null, new FigureAxis("x", AxisKind.Linear), new FigureAxis("y", AxisKind.Linear), series, false, []));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(cdf, FigureFormat.Svg, FigureSize.Default));

        var drawn = XDocument.Parse(svg).Descendants().ToList();

        // Dashes are filled shapes of the lines' colour.
        var lines = drawn.FindAll(e => e.Name.LocalName == "path" && e.Attribute("fill")?.Value == "#555");
        Assert.Equal(2, lines.Count);
        var text = drawn.FindIndex(e => e.Name.LocalName == "text" && e.Value.Trim() == "median 38");
        Assert.True(text > drawn.IndexOf(lines[1]), $"The text is element {text}, the last line {drawn.IndexOf(lines[1])}.");
    }

    [Fact]
    public void The_first_of_categories_on_y_is_on_top()
    {
        var axis = new FigureAxis("", AxisKind.Category, Categories: ["many", "few"]);
        var bars = SampleFigures.Of(
            "order", new Panel(null, new FigureAxis("", AxisKind.Linear), axis, [new BarSeries(null, [100, 10], false)], false, []));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(bars, FigureFormat.Png, FigureSize.Default));

        int Blue(int y) => Enumerable.Range(0, bitmap.Width).Count(x => bitmap.GetPixel(x, y) is { Blue: > 150, Red: < 60 });
        Assert.True(Blue(bitmap.Height / 3) > 5 * Blue(bitmap.Height * 2 / 3));
    }

    [Fact]
    public void Names_with_the_signs_of_sub_and_superscripts_are_drawn_as_they_stand()
    {
        string[] names = ["llama_{x}", "a^{b}c", "plain_name"];
        var category = new FigureAxis("", AxisKind.Category, Categories: names);
        var number = new FigureAxis("", AxisKind.Linear);
        var bars = new BarSeries(null, [3, 2, 1], false);
        var figure = SampleFigures.Of(
            "signs", new Panel(null, category, number, [bars], false, []), new Panel(null, number, category, [bars], false, []));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(figure, FigureFormat.Svg, FigureSize.Default));

        var texts = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()).ToList();
        Assert.Equal(["Sample signs", .. names, .. names], texts.Where(text => text.Any(char.IsAsciiLetter)));
    }

    [Fact]
    public void A_heatmap_shows_each_cell_in_its_colour_and_leaves_empty_ones_white()
    {
        var heatmap = SampleFigures.Of("heat", new Panel(null, Logarithmic, Logarithmic, [SampleFigures.Heatmap()], false, []));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(heatmap, FigureFormat.Svg, FigureSize.Default));

        // 4 of at most 9, the hot cell aside, has the share √(4/9).
        var cells = Rectangles(svg).Where(r => r.Width > 50 && r.Height is > 50 and < 100).ToList();
        Assert.Equal(10, cells.Count);
        Assert.Equal(Viridis.At(1), cells[0].Fill);
        Assert.Equal(Viridis.At(Math.Sqrt(4.0 / 9)), cells[4].Fill);
        for (var i = 1; i < 10; i++)
            Assert.Equal((cells[i - 1].X + cells[i - 1].Width, cells[i - 1].Y), (cells[i].X, cells[i].Y + cells[i].Height));
    }

    [Fact]
    public void A_guide_keeps_its_slope_where_its_ends_lie_far_outside()
    {
        var axis = new FigureAxis("x", AxisKind.Logarithmic, 1e-3, 1e7);
        FigureSeries[] series = [new PointSeries(null, [1, 2], [1, 2]), new GuideLine(null, [1e-12, 1e9], [1e-12, 1e9])];
        var guide = SampleFigures.Of("guide", new Panel(null, axis, axis, series, false, []));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(guide, FigureFormat.Png, FigureSize.Default));

        // Only cells on the diagonal hold dashes of it.
        var area = PlotArea(bitmap);
        foreach (var i in Enumerable.Range(1, 8))
        {
            Assert.True(Dark(bitmap, area, i, i));
            Assert.False(Dark(bitmap, area, i, 9 - i));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_axis_reaches_a_guide_that_is_to_be_in_view(bool isInView)
    {
        FigureSeries[] series = [new GuideLine(null, [200, 300], [1, 1], isInView), new PointSeries(null, [200, 300], [20, 30])];
        var figure = SampleFigures.Of("guide", new Panel(null, Logarithmic, Logarithmic, series, false, []));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(figure, FigureFormat.Svg, FigureSize.Default));
        Assert.Equal(isInView, XDocument.Parse(svg).Descendants().Any(e => e.Name.LocalName == "text" && e.Value.Trim() == "1"));
    }

    [Fact]
    public void Discs_of_a_png_stand_where_they_stand_in_an_svg()
    {
        var points = SampleFigures.Of(
            "points", new Panel(
            null, new FigureAxis("x", AxisKind.Linear, 0, 10), new FigureAxis("y", AxisKind.Linear, 0, 10),
            [new PointSeries(null, [1, 5, 9], [1, 5, 8])], false, []));
        using var bitmap = SKBitmap.Decode(FigureDrawing.Draw(points, FigureFormat.Png, FigureSize.Default));
        var svg = Encoding.UTF8.GetString(FigureDrawing.Draw(points, FigureFormat.Svg, FigureSize.Default));

        var discs = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "ellipse").ToList();
        Assert.Equal(3, discs.Count);
        foreach (var disc in discs)
        {
            var x = (int)(FigureSize.Default.Scale * float.Parse(disc.Attribute("cx")!.Value, CultureInfo.InvariantCulture));
            var y = (int)(FigureSize.Default.Scale * float.Parse(disc.Attribute("cy")!.Value, CultureInfo.InvariantCulture));
            Assert.True(bitmap.GetPixel(x, y) is { Blue: > 150, Red: < 90 });
        }
    }

    private static FigureAxis Logarithmic => new("x", AxisKind.Logarithmic);

    private static IEnumerable<(double X, double Y, double Width, double Height, OxyColor Fill)> Rectangles(string svg)
    {
        foreach (var rect in XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("fill") is not null))
        {
            double Number(string name) => double.Parse(rect.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
            var fill = rect.Attribute("fill")!.Value;
            if (fill.StartsWith('#'))
                yield return (Number("x"), Number("y"), Number("width"), Number("height"), OxyColor.Parse(fill));
        }
    }

    private static bool Dark(SKBitmap bitmap, (int Left, int Right, int Top, int Bottom) area, int column, int row)
    {
        var width = (area.Right - area.Left) / 10;
        var height = (area.Bottom - area.Top) / 10;
        var near =
            from x in Enumerable.Range(area.Left + (width * column) + (width / 3), width / 3)
            from y in Enumerable.Range(area.Bottom - (height * (row + 1)) + (height / 3), height / 3)
            select bitmap.GetPixel(x, y).Red;
        return near.Any(red => red < 0x90);
    }

    private static (int Left, int Right, int Top, int Bottom) PlotArea(SKBitmap bitmap)
    {
        var frame = new SKColor(0x80, 0x80, 0x80);
        var middle = bitmap.Height / 3;
        var left = Enumerable.Range(0, bitmap.Width).First(
            x => bitmap.GetPixel(x, middle) == frame && bitmap.GetPixel(x, middle + 40) == frame);
        var right = Enumerable.Range(0, bitmap.Width).Last(
            x => bitmap.GetPixel(x, middle) == frame && bitmap.GetPixel(x, middle + 40) == frame);

        // At the right, because a distribution function runs along the frame at the left.
        var top = Enumerable.Range(0, bitmap.Height).First(
            y => bitmap.GetPixel(right - 51, y) == frame && bitmap.GetPixel(right - 91, y) == frame);
        var bottom = Enumerable.Range(0, bitmap.Height).Last(
            y => bitmap.GetPixel(right - 51, y) == frame && bitmap.GetPixel(right - 91, y) == frame);
        return (left, right, top, bottom);
    }

    private static int Colours(SKBitmap bitmap)
    {
        var colours = new HashSet<SKColor>();
        for (var y = 0; y < bitmap.Height; y += 3)
        {
            for (var x = 0; x < bitmap.Width; x += 3)
                colours.Add(bitmap.GetPixel(x, y));
        }
        return colours.Count;
    }
}
