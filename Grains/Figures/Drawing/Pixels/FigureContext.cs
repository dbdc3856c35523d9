using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>
/// Draws text as it stands. OxyPlot takes <c>_{x}</c> for a subscript and <c>^{x}</c> for a superscript, for example in the labels of axes,
/// and has no escape for them.
/// </summary>
internal class FigureContext : SkiaRenderContext, IRenderContext
{
    // No text has this character. It keeps the two signs apart until OxyPlot has looked for them.
    private const string Guard = "\uFFFF";

    private const int PixelsPerUnit = 2;

    /// <summary>The text in a form that OxyPlot hands on unchanged to this context. The context then draws the text.</summary>
    public static string Literal(string text) => text.Replace("_{", $"_{Guard}{{").Replace("^{", $"^{Guard}{{");

    /// <summary>Draws a disc around every point, as one picture without a ground. Its pixels are half as wide as the figure's.</summary>
    public void DiscsAsImage(ReadOnlySpan<(double X, double Y)> centers, double radius, OxyColor color)
    {
        var area = SKRect.Empty;
        foreach (var (x, y) in centers)
        {
            var disc = SKRect.Create((float)(x - radius), (float)(y - radius), (float)(2 * radius), (float)(2 * radius));
            area = area.IsEmpty ? disc : SKRect.Union(area, disc);
        }

        area = SKRect.Create(MathF.Floor(area.Left), MathF.Floor(area.Top), MathF.Ceiling(area.Width) + 1, MathF.Ceiling(area.Height) + 1);
        using var surface = SKSurface.Create(new SKImageInfo(
            (int)area.Width * PixelsPerUnit, (int)area.Height * PixelsPerUnit, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var paint = new SKPaint { Color = new SKColor(color.R, color.G, color.B, color.A), IsAntialias = true };
        surface.Canvas.Scale(PixelsPerUnit);
        surface.Canvas.Translate(-area.Left, -area.Top);
        foreach (var (x, y) in centers) surface.Canvas.DrawCircle((float)x, (float)y, (float)radius, paint);
        using var image = surface.Snapshot();
        SkCanvas.DrawImage(image, area, new SKSamplingOptions(SKFilterMode.Linear));
    }

    void IRenderContext.DrawLine(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray,
        LineJoin lineJoin)
    {
        DrawLine(points, stroke, thickness, edgeRenderingMode, Dashes(dashArray), lineJoin);
        if (dashArray is not null) EndDashes();
    }

    void IRenderContext.DrawLineSegments(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray,
        LineJoin lineJoin)
    {
        DrawLineSegments(points, stroke, thickness, edgeRenderingMode, Dashes(dashArray), lineJoin);
        if (dashArray is not null) EndDashes();
    }

    void IRenderContext.DrawText(
        ScreenPoint p, string text, OxyColor fill, string? fontFamily, double fontSize, double fontWeight, double rotation,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize) =>
        DrawText(
            p, Drawn(text), fill, FamilyOf(text, fontFamily), fontSize, fontWeight, rotation, horizontalAlignment, verticalAlignment,
            maxSize);

    OxySize IRenderContext.MeasureText(string text, string? fontFamily, double fontSize, double fontWeight) =>
        MeasureText(Drawn(text), FamilyOf(text, fontFamily), fontSize, fontWeight);

    // Dashes are multiples of the thickness, which has the scale already.
    private double[]? Dashes(double[]? dashes) => dashes is null ? null : Array.ConvertAll(dashes, dash => dash / DpiScale);

    // OxyPlot's context has one paint for all, and a text takes its dashes: it is drawn as outlines then. An area has none.
    private void EndDashes()
    {
        if (RenderTarget == RenderTarget.PixelGraphic)
            DrawRectangle(default, OxyColors.Black, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSpeed);
    }

    // Labels of axes are drawn by OxyPlot, which knows one family.
    private static string? FamilyOf(string? text, string? family) =>
        text is null || family is null || family != PlotFont.Family ? family : PlotFont.FamilyOf(Drawn(text));

    // OxyPlot also measures titles that are null.
    private static string Drawn(string? text) => text?.Replace($"_{Guard}{{", "_{").Replace($"^{Guard}{{", "^{")!;
}
