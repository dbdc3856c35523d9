using LlmWorkload.Figures;
using OxyPlot;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

public class DiscStampTests
{
    private const int Side = 20;

    [Fact]
    public void A_disc_covers_its_area_and_darkens_where_pressed_twice()
    {
        var white = White();
        var stamp = new DiscStamp(4, OxyColor.FromArgb(128, 0, 0, 0));
        stamp.Press(white, Side * 4, SKRectI.Create(Side, Side), 10, 10);

        // Under half-opaque black, white is 255 · (255 − 128)/255 = 127, and 63 when pressed again.
        Assert.Equal(127, white[At(10, 10)]);
        var covered = Enumerable.Range(0, Side * Side).Sum(i => (255 - white[i * 4]) / 128.0);
        Assert.Equal(Math.PI * 16, covered, 1.0);
        stamp.Press(white, Side * 4, SKRectI.Create(Side, Side), 10, 10);
        Assert.Equal(63, white[At(10, 10)]);
    }

    [Fact]
    public void Nothing_outside_the_clip_changes()
    {
        var white = White();
        var stamp = new DiscStamp(4, OxyColors.Black);
        foreach (var (x, y) in new[] { (10.0, 10.0), (-3, 5), (19.9, 19.9), (500, 0), (0, -500), (5, 12) })
            stamp.Press(white, Side * 4, new SKRectI(5, 5, 12, 12), x, y);

        for (var i = 0; i < Side * Side; i++)
        {
            var inside = i % Side is >= 5 and < 12 && i / Side is >= 5 and < 12;
            Assert.True(inside || white[i * 4] == 255);
        }
        Assert.Equal(0, white[At(10, 10)]);
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(3)]
    [InlineData(3.4)]
    public void A_disc_is_the_same_to_all_sides_of_the_pixel_of_its_centre(double radius)
    {
        var image = White();
        new DiscStamp(radius, OxyColors.Black).Press(image, Side * 4, SKRectI.Create(Side, Side), 10.9, 10.1);

        for (var dy = -5; dy <= 5; dy++)
        {
            for (var dx = -5; dx <= 5; dx++)
            {
                var sample = image[At(10 + dx, 10 + dy)];
                Assert.Equal((sample, sample), (image[At(10 - dx, 10 + dy)], image[At(10 + dy, 10 + dx)]));
            }
        }

        Assert.Equal((0, 255), (image[At(10, 10)], image[At(15, 10)]));
    }

    [Fact]
    public void A_disc_has_its_colour()
    {
        var image = White();
        new DiscStamp(3, OxyColor.FromRgb(1, 2, 3)).Press(image, Side * 4, SKRectI.Create(Side, Side), 10, 10);

        Assert.Equal([3, 2, 1, 255], image.AsSpan(At(10, 10), 4).ToArray());
    }

    [Fact]
    public void Every_opacity_over_every_sample_is_blended_as_one_by_one()
    {
        foreach (var color in new[] { 0, 1, 0x72, 254, 255 })
        {
            for (var opacity = 0; opacity < 256; opacity++)
            {
                ushort[] under = [.. Enumerable.Repeat((ushort)(255 - opacity), 256)];
                ushort[] over = [.. Enumerable.Repeat((ushort)((color * opacity) + 127), 256)];
                byte[] samples = [.. Enumerable.Range(0, 256).Select(sample => (byte)sample)];
                byte[] plain = [.. samples];
                DiscStamp.Blend(samples, under, over);
                DiscStamp.BlendPlainly(plain, under, over);
                Assert.Equal(plain, samples);
            }
        }
    }

    [Fact]
    public void Pixels_that_do_not_fill_a_vector_are_blended_too()
    {
        byte[] samples = [.. Enumerable.Range(0, 28).Select(sample => (byte)(9 * sample))];
        byte[] plain = [.. samples];
        ushort[] under = [.. Enumerable.Range(0, 28).Select(sample => (ushort)(255 - sample))];
        ushort[] over = [.. Enumerable.Range(0, 28).Select(sample => (ushort)((200 * sample) + 127))];
        DiscStamp.Blend(samples, under, over);
        DiscStamp.BlendPlainly(plain, under, over);
        Assert.Equal(plain, samples);
    }

    private static byte[] White()
    {
        var pixels = new byte[Side * Side * 4];
        Array.Fill(pixels, (byte)255);
        return pixels;
    }

    private static int At(int x, int y) => ((y * Side) + x) * 4;
}
