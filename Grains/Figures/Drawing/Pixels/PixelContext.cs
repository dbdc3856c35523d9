using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>
/// Draws on a bitmap of <see cref="SKColorType.Bgra8888"/>. Where there is too much to draw one by one, pixels are written without Skia.
/// </summary>
internal sealed class PixelContext : FigureContext
{
    private SKBitmap? _bitmap;

    public PixelContext()
    {
        RenderTarget = RenderTarget.PixelGraphic;
        UseTextShaping = false;
    }

    /// <summary>Turns to a page.</summary>
    /// <param name="bitmap">The bitmap; null for none.</param>
    /// <param name="canvas">A canvas on it, neither scaled nor turned: lines that are to be sharp stand at whole pixels then.</param>
    /// <param name="scale">Pixels of a logical unit.</param>
    public void TurnTo(SKBitmap? bitmap, SKCanvas? canvas, float scale)
    {
        _bitmap = bitmap;
        SkCanvas = canvas;
        DpiScale = scale;
    }

    /// <summary>Draws a disc around every point, inside the clip.</summary>
    public void Discs(ReadOnlySpan<(double X, double Y)> centers, double radius, OxyColor color)
    {
        var clip = SkCanvas.DeviceClipBounds;
        var stamp = new DiscStamp(radius * DpiScale, color);
        var pixels = _bitmap!.GetPixelSpan();
        foreach (var (x, y) in centers)
            stamp.Press(pixels, _bitmap.RowBytes, clip, x * DpiScale, y * DpiScale);
    }
}
