using System.Runtime.InteropServices;
using OxyPlot;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>A small disc, ready to be blended into opaque RGBA pixels at quarter pixels.</summary>
internal sealed class DiscStamp
{
    private const int Steps = 4;

    private readonly byte[] _opacity;
    private readonly int _side;
    private readonly OxyColor _color;

    /// <param name="radius">Radius in pixels.</param>
    /// <param name="color">Colour, with its opacity.</param>
    public DiscStamp(double radius, OxyColor color)
    {
        _color = color;
        _side = (2 * (int)Math.Ceiling(radius + 0.5)) + 1;
        _opacity = new byte[Steps * Steps * _side * _side];
        int at = 0;
        for (int step = 0; step < Steps * Steps; step++)
        {
            double x = (_side / 2) + ((step % Steps) / (double)Steps);
            double y = (_side / 2) + ((step / Steps) / (double)Steps);
            for (int pixel = 0; pixel < _side * _side; pixel++)
            {
                double dx = (pixel % _side) + 0.5 - x;
                double dy = (pixel / _side) + 0.5 - y;
                double inside = Math.Clamp(radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1);
                _opacity[at++] = (byte)Math.Round(inside * color.A);
            }
        }
    }

    /// <summary>Blends the disc into an image.</summary>
    /// <param name="image">Rows of pixels, 4 bytes each.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="clip">The pixels that may change; inside the image.</param>
    /// <param name="x">Centre, in pixels.</param>
    /// <param name="y">Centre, in pixels.</param>
    public void Press(Span<byte> image, int stride, SKRectI clip, double x, double y)
    {
        int stepX = (int)Math.Floor(x * Steps);
        int stepY = (int)Math.Floor(y * Steps);
        int left = (stepX >> 2) - (_side / 2);
        int top = (stepY >> 2) - (_side / 2);
        int from = Math.Max(left, clip.Left);
        int to = Math.Min(left + _side, clip.Right);
        if (from >= to) return;

        var stamp = _opacity.AsSpan((((stepY & 3) * Steps) + (stepX & 3)) * _side * _side, _side * _side);
        for (int row = Math.Max(top, clip.Top); row < Math.Min(top + _side, clip.Bottom); row++)
        {
            var pixels = MemoryMarshal.Cast<byte, uint>(image.Slice((row * stride) + (from * 4), (to - from) * 4));
            Blend(pixels, stamp.Slice(((row - top) * _side) + from - left, to - from));
        }
    }

    private void Blend(Span<uint> pixels, ReadOnlySpan<byte> opacity)
    {
        var (red, green, blue) = ((uint)_color.R, (uint)_color.G, (uint)_color.B);
        for (int i = 0; i < opacity.Length; i++)
        {
            uint over = opacity[i];
            if (over == 0) continue;

            uint under = 255 - over;
            uint pixel = pixels[i];
            uint r = (((pixel & 0xFF) * under) + (red * over) + 127) / 255;
            uint g = ((((pixel >> 8) & 0xFF) * under) + (green * over) + 127) / 255;
            uint b = ((((pixel >> 16) & 0xFF) * under) + (blue * over) + 127) / 255;
            pixels[i] = 0xFF000000 | (b << 16) | (g << 8) | r;
        }
    }
}
