namespace LlmWorkload.Figures;

/// <summary>The size of a drawn figure.</summary>
/// <param name="Width">Width in logical pixels.</param>
/// <param name="Height">Height in logical pixels.</param>
/// <param name="Scale">Device pixels per logical pixel (PNG only; an SVG keeps the logical size).</param>
internal readonly record struct FigureSize(int Width, int Height, float Scale)
{
    /// <summary>1200×800 logical pixels at scale 2: a PNG of 2400×1600.</summary>
    public static FigureSize Default => new(1200, 800, 2);
}
