using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>The font of all figures.</summary>
internal static class PlotFont
{
    private static readonly string[] Preferred =
        ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Open Sans", "Arial", "Helvetica", "Segoe UI"];

    private static readonly Lazy<string?> Chosen = new(() => Choose(SKFontManager.Default.FontFamilies));

    /// <summary>The family found on this machine.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public static string Family => Chosen.Value ?? throw NoFont();

    /// <summary>
    /// DejaVu Sans, else another well-known sans, else any family with "Sans" in its name, else any; null when there is none.
    /// </summary>
    internal static string? Choose(IEnumerable<string> families)
    {
        string[] found = [.. families.Where(f => f.Length > 0).Order(StringComparer.Ordinal)];
        return Preferred.FirstOrDefault(p => found.Contains(p, StringComparer.OrdinalIgnoreCase))
            ?? found.FirstOrDefault(f => f.Contains("Sans", StringComparison.OrdinalIgnoreCase))
            ?? found.FirstOrDefault();
    }

    internal static WorkloadException NoFont() => new(
        "No font is installed, so figures cannot be drawn. Install one, for example with: apt-get install fonts-dejavu-core");
}
