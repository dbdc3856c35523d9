using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OxyPlot;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>
/// A small disc around the middle of a pixel, ready to be blended into opaque BGRA pixels. Discs at whole pixels have the same shades each,
/// which are drawn and packed quickly.
/// </summary>
internal sealed class DiscStamp
{
    private const int Samples = 4;

    // Four pixels fill a vector. The stamp is a whole number of vectors wide. Pixels outside the disc have no opacity and stay as they are.
    private const int PixelsAtOnce = 4;

    private readonly ushort[] _under;
    private readonly ushort[] _over;
    private readonly int _side;
    private readonly int _width;

    /// <param name="radius">Radius in pixels.</param>
    /// <param name="color">Colour, with its opacity.</param>
    public DiscStamp(double radius, OxyColor color)
    {
        _side = (2 * (int)Math.Ceiling(radius)) + 1;
        _width = (_side + PixelsAtOnce - 1) / PixelsAtOnce * PixelsAtOnce;
        _under = new ushort[_side * _width * Samples];
        _over = new ushort[_under.Length];
        // An opaque pixel stays opaque.
        ReadOnlySpan<byte> samples = [color.B, color.G, color.R, 255];
        for (var pixel = 0; pixel < _under.Length / Samples; pixel++)
        {
            var opacity = Opacity(pixel % _width, pixel / _width, radius, color.A);
            for (var sample = 0; sample < Samples; sample++)
            {
                _under[(pixel * Samples) + sample] = (ushort)(255 - opacity);
                _over[(pixel * Samples) + sample] = (ushort)((samples[sample] * opacity) + 127);
            }
        }
    }

    /// <summary>Blends the disc into an image.</summary>
    /// <param name="image">Rows of pixels, 4 bytes each.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="clip">The pixels that may change; inside the image.</param>
    /// <param name="x">Where its pixel is, from the left.</param>
    /// <param name="y">Where its pixel is, from the top.</param>
    public void Press(Span<byte> image, int stride, SKRectI clip, double x, double y)
    {
        var left = (int)Math.Floor(x) - (_side / 2);
        var top = (int)Math.Floor(y) - (_side / 2);
        var from = Math.Max(left, clip.Left);
        var to = Math.Min(left + _width, clip.Right);
        if (from >= to) return;

        for (var row = Math.Max(top, clip.Top); row < Math.Min(top + _side, clip.Bottom); row++)
        {
            var at = (((row - top) * _width) + from - left) * Samples;
            var length = (to - from) * Samples;
            Blend(image.Slice((row * stride) + (from * Samples), length), _under.AsSpan(at, length), _over.AsSpan(at, length));
        }
    }

    /// <summary>
    /// Blends samples: each becomes (sample · under + over) / 255, rounded down. <paramref name="over"/> includes 127, so that the result
    /// is rounded to nearest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blend(Span<byte> samples, ReadOnlySpan<ushort> under, ReadOnlySpan<ushort> over)
    {
        var pixels = MemoryMarshal.Cast<byte, Vector128<byte>>(samples);
        var unders = MemoryMarshal.Cast<ushort, Vector256<ushort>>(under);
        var overs = MemoryMarshal.Cast<ushort, Vector256<ushort>>(over);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (low, high) = Vector128.Widen(pixels[i]);
            var sum = (Vector256.Create(low, high) * unders[i]) + overs[i];
            // Division by 255, exact below 65,535.
            var share = (sum + Vector256<ushort>.One + (sum >> 8)) >> 8;
            pixels[i] = Vector128.Narrow(share.GetLower(), share.GetUpper());
        }
        var done = pixels.Length * Vector128<byte>.Count;
        BlendPlainly(samples[done..], under[done..], over[done..]);
    }

    /// <summary>Blends samples one by one.</summary>
    internal static void BlendPlainly(Span<byte> samples, ReadOnlySpan<ushort> under, ReadOnlySpan<ushort> over)
    {
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (byte)(((samples[i] * under[i]) + over[i]) / 255);
    }

    private byte Opacity(int column, int row, double radius, byte most)
    {
        if (column >= _side) return 0;
        var (dx, dy) = (column - (_side / 2), row - (_side / 2));
        return (byte)Math.Round(Math.Clamp(radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1) * most);
    }
}
