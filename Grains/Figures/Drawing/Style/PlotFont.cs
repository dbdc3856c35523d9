using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>The font of all figures.</summary>
internal static class PlotFont
{
    private const int MostKept = 10_000;

    private static readonly string[] Preferred =
        ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Open Sans", "Arial", "Helvetica", "Segoe UI"];

    // Families that were looked for, by the text that they are to draw.
    private static readonly ConcurrentDictionary<string, string?> Fallbacks = new(StringComparer.Ordinal);

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

    /// <summary>The family that a text is drawn in: the usual one, or another where that lacks a character and another has all.</summary>
    public static string FamilyOf(string text) => Fallback(text) ?? Family;

    /// <summary>
    /// Whether some family has all characters of a text. ASCII has any: nothing is looked for, so that no font is loaded where nothing is
    /// drawn.
    /// </summary>
    public static bool CanDraw(string text) => Ascii.IsValid(text) || Chosen.Value is null || Fallback(text) is not null;

    private static string? Fallback(string text)
    {
        var family = Family;
        if (Ascii.IsValid(text)) return family;
        if (Fallbacks.Count > MostKept) Fallbacks.Clear();
        return Fallbacks.GetOrAdd(text, static (text, family) =>
        {
            if (Has(family, text)) return family;
            foreach (var rune in text.EnumerateRunes().Where(rune => !Has(family, rune.ToString())))
            {
                using var typeface = SKFontManager.Default.MatchCharacter(rune.Value);
                if (typeface is not null && Has(typeface.FamilyName, text)) return typeface.FamilyName;
            }

            return null;
        }, family);
    }

    private static bool Has(string family, string text)
    {
        using var typeface = SKTypeface.FromFamilyName(family);
        return typeface is not null && typeface.ContainsGlyphs(text.Replace("\n", "", StringComparison.Ordinal));
    }

    internal static WorkloadException NoFont() => new(
        "No font is installed, so figures cannot be drawn. Install one, for example with: apt-get install fonts-dejavu-core");
}
