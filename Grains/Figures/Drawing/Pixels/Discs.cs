using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Many small discs of one size and colour, which darken where they overlap.</summary>
internal static class Discs
{
    // More would make a file that is slow to show and to print: they become one picture, with the rest of the figure as vectors around it.
    private const int MostVectors = 2_000;

    /// <summary>Draws a disc around every point.</summary>
    public static void Draw(IRenderContext context, ReadOnlySpan<(double X, double Y)> centers, double radius, OxyColor color)
    {
        if (context is PixelContext pixels)
        {
            pixels.Discs(centers, radius, color);
            return;
        }

        if (context is FigureContext vectors && centers.Length > MostVectors)
        {
            vectors.DiscsAsImage(centers, radius, color);
            return;
        }

        // One by one, because discs of one path do not darken where they overlap.
        foreach (var (x, y) in centers)
            context.DrawEllipse(new OxyRect(x - radius, y - radius, 2 * radius, 2 * radius), color, OxyColors.Undefined, 0,
                EdgeRenderingMode.PreferGeometricAccuracy);
    }
}
