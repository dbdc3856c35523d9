using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>
/// Draws on a bitmap of <see cref="SKColorType.Rgba8888"/>. Where there is too much to draw one by one, pixels are written without Skia.
/// </summary>
internal sealed class PixelContext : FigureContext
{
    private readonly SKBitmap _bitmap;

    /// <param name="bitmap">The bitmap.</param>
    /// <param name="canvas">A canvas on it, scaled but not turned.</param>
    public PixelContext(SKBitmap bitmap, SKCanvas canvas)
    {
        _bitmap = bitmap;
        SkCanvas = canvas;
        RenderTarget = RenderTarget.PixelGraphic;
        UseTextShaping = false;
    }

    /// <summary>Draws a disc around every point, inside the clip.</summary>
    public void Discs(ReadOnlySpan<(double X, double Y)> centers, double radius, OxyColor color)
    {
        var matrix = SkCanvas.TotalMatrix;
        var clip = SkCanvas.DeviceClipBounds;
        var stamp = new DiscStamp(radius * matrix.ScaleX, color);
        var pixels = _bitmap.GetPixelSpan();
        foreach (var (x, y) in centers)
            stamp.Press(pixels, _bitmap.RowBytes, clip, (x * matrix.ScaleX) + matrix.TransX, (y * matrix.ScaleY) + matrix.TransY);
    }
}
