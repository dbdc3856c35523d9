using System.Buffers.Binary;
using System.Xml.Linq;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

/// <summary>Forms of figures: sizes as they are written, and files that have them.</summary>
public sealed class FigureFormTests
{
    [Theory]
    [InlineData("3.33x2.2in", 3.33, 2.2)]
    [InlineData("3.33x2.2", 3.33, 2.2)]
    [InlineData("8.4 × 5.6 cm", 8.4 / 2.54, 5.6 / 2.54)]
    [InlineData("254x127mm", 10, 5)]
    [InlineData("240x144PT", 240 / 72.0, 2)]
    [InlineData("960x480px", 10, 5)]
    public void A_size_is_read_in_every_unit(string text, double width, double height)
    {
        var size = FigureForm.ParseSize(text);

        Assert.NotNull(size);
        Assert.Equal((width, height), (size.Value.Width, size.Value.Height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3.33")]
    [InlineData("3.33x")]
    [InlineData("0.5x2in")]
    [InlineData("60x2in")]
    [InlineData("3x2ft")]
    [InlineData("-3x2in")]
    [InlineData("1e1x2in")]
    public void What_is_no_size_is_none(string text) => Assert.Null(FigureForm.ParseSize(text));

    [Theory]
    [InlineData(12.5, 8.33, 192, true)]
    [InlineData(12.5, 8.33, 49, false)]
    [InlineData(12.5, 8.33, 1201, false)]
    [InlineData(50, 50, 200, true)]
    [InlineData(50, 50, 201, false)]
    public void A_form_has_at_most_so_many_pixels(double width, double height, int dpi, bool isDrawable) =>
        Assert.Equal(isDrawable, new FigureForm(FigureFormat.Png, FigureStyle.Screen, width, height, dpi).IsDrawable);

    [Theory]
    [InlineData(FigureStyle.Screen)]
    [InlineData(FigureStyle.Paper)]
    public void The_smallest_figure_is_drawn_in_every_style(FigureStyle style)
    {
        var form = FigureForm.Of(FigureFormat.Png, style, FigureForm.ParseSize("1x1in"), null);

        Assert.All(KindFigures.All.Values, figure => Assert.NotEmpty(FigureDrawing.Draw(figure, FigureFormat.Png, FigureSize.Of(form))));
    }

    [Fact]
    public void Files_have_the_size_that_is_asked_for()
    {
        var form = FigureForm.Of(FigureFormat.Png, FigureStyle.Paper, (3.33, 2.2), 300);
        var figure = KindFigures.All["cdf"];

        var png = FigureDrawing.Draw(figure, FigureFormat.Png, FigureSize.Of(form));
        Assert.Equal((999, 660), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));

        var svg = XDocument.Load(new MemoryStream(FigureDrawing.Draw(figure, FigureFormat.Svg, FigureSize.Of(form)))).Root!;
        Assert.Equal(3.33 * 96, double.Parse(svg.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture), 0.5);
    }

    [Fact]
    public void The_usual_form_is_the_screen_as_it_was() =>
        Assert.Equal(FigureSize.Default, FigureSize.Of(FigureForm.Of(FigureFormat.Png)));

    [Theory]
    [MemberData(nameof(FigureStructureTests.Kinds), MemberType = typeof(FigureStructureTests))]
    public void A_thumbnail_has_at_most_40_KB(string kind) =>
        Assert.InRange(FigureDrawing.Thumbnail(KindFigures.All[kind]).Length, 100, 40_000);
}
