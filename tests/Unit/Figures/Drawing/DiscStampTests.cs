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

    [Fact]
    public void Quarter_pixels_move_the_disc()
    {
        var one = White();
        var other = White();
        var stamp = new DiscStamp(3, OxyColors.Black);
        stamp.Press(one, Side * 4, SKRectI.Create(Side, Side), 10, 10);
        stamp.Press(other, Side * 4, SKRectI.Create(Side, Side), 10.5, 10);

        Assert.True(other[At(13, 10)] < one[At(13, 10)]);
        Assert.True(other[At(6, 10)] > one[At(6, 10)] || one[At(6, 10)] == 255);
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
