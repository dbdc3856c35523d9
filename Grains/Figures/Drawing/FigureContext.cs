using OxyPlot;
using OxyPlot.SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>
/// Draws text as it stands. OxyPlot takes <c>_{x}</c> for a subscript and <c>^{x}</c> for a superscript, for example in the labels of axes,
/// and has no escape for them.
/// </summary>
internal class FigureContext : SkiaRenderContext, IRenderContext
{
    // No text has this character. It keeps the two signs apart until OxyPlot has looked for them.
    private const string Guard = "\uFFFF";

    /// <summary>The text in a form that OxyPlot hands on unchanged to this context. The context then draws the text.</summary>
    public static string Literal(string text) => text.Replace("_{", $"_{Guard}{{").Replace("^{", $"^{Guard}{{");

    void IRenderContext.DrawText(
        ScreenPoint p, string text, OxyColor fill, string? fontFamily, double fontSize, double fontWeight, double rotation,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize) =>
        DrawText(
            p, Drawn(text), fill, fontFamily, fontSize, fontWeight, rotation, horizontalAlignment, verticalAlignment, maxSize);

    OxySize IRenderContext.MeasureText(string text, string? fontFamily, double fontSize, double fontWeight) =>
        MeasureText(Drawn(text), fontFamily, fontSize, fontWeight);

    // OxyPlot also measures titles that are null.
    private static string Drawn(string? text) => text?.Replace($"_{Guard}{{", "_{").Replace($"^{Guard}{{", "^{")!;
}
