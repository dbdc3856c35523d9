namespace LlmWorkload.Figures;

/// <summary>The size of a drawn figure.</summary>
/// <param name="Width">Width in logical units.</param>
/// <param name="Height">Height in logical units.</param>
/// <param name="Scale">Device pixels per logical unit (PNG only; SVG and PDF have the size in inches).</param>
internal readonly record struct FigureSize(float Width, float Height, float Scale)
{
    /// <summary>1200×800 logical pixels at scale 1.25: a PNG of 1500×1000.</summary>
    public static FigureSize Default => Of(FigureForm.Of(FigureFormat.Png));

    /// <summary>The sizes of texts and strokes.</summary>
    public PlotSizes Sizes { get; init; } = PlotSizes.Screen;

    /// <summary>A thumbnail: a PNG of 480×320.</summary>
    public static FigureSize Thumbnail => new(480, 320, 1);

    /// <summary>The size of a form.</summary>
    public static FigureSize Of(FigureForm form)
    {
        var sizes = form.Style == FigureStyle.Paper ? PlotSizes.Paper : PlotSizes.Screen;
        return new FigureSize(
            (float)(form.Width * sizes.UnitsPerInch), (float)(form.Height * sizes.UnitsPerInch), (float)(form.Dpi / sizes.UnitsPerInch))
        { Sizes = sizes };
    }
}
