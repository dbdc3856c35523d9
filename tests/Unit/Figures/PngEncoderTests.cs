using LlmWorkload.Figures;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

public class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(17, 5)]
    [InlineData(640, 480)]
    public void Another_decoder_reads_the_pixels_back(int width, int height)
    {
        var pixels = new byte[width * height * UpFilter.PixelBytes];
        new Random(1).NextBytes(pixels);

        using var bitmap = SKBitmap.Decode(PngEncoder.Encode(pixels, width, height));

        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        for (int i = 0; i < width * height; i++)
        {
            var expected = new SKColor(pixels[i * 4], pixels[(i * 4) + 1], pixels[(i * 4) + 2]);
            Assert.Equal(expected, bitmap.GetPixel(i % width, i / width));
        }
    }

    [Fact]
    public void A_blank_page_takes_few_bytes()
    {
        var white = new byte[2400 * 1600 * UpFilter.PixelBytes];
        Array.Fill(white, (byte)255);
        Assert.InRange(PngEncoder.Encode(white, 2400, 1600).Length, 1, 60_000);
    }

    [Fact]
    public void Pixels_that_do_not_make_the_image_are_refused() =>
        Assert.Throws<ArgumentException>(() => PngEncoder.Encode(new byte[15], 2, 2));
}
