using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Size, weight and colour of a kind of text.</summary>
internal readonly record struct TextStyle(double Size, OxyColor Color, bool Bold = false)
{
    public double Weight => Bold ? FontWeights.Bold : FontWeights.Normal;

    public double LineHeight => Size * 1.3;
}

/// <summary>Colour, dashes and thickness of one series.</summary>
internal readonly record struct SeriesStyle(OxyColor Color, double[]? Dashes, double Thickness);

/// <summary>Every colour and dash of a figure.</summary>
internal static class PlotStyle
{
    public static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);
    public static readonly OxyColor Soft = OxyColor.FromRgb(0x55, 0x55, 0x55);
    public static readonly OxyColor Frame = OxyColor.FromRgb(0x80, 0x80, 0x80);
    public static readonly OxyColor Guide = OxyColor.FromRgb(0x70, 0x70, 0x70);
    public static readonly OxyColor MajorGrid = OxyColor.FromRgb(0xE2, 0xE2, 0xE2);
    public static readonly OxyColor MinorGrid = OxyColor.FromRgb(0xF2, 0xF2, 0xF2);
    public static readonly OxyColor Other = OxyColor.FromRgb(0xB8, 0xB8, 0xB8);
    public static readonly OxyColor Veil = OxyColor.FromAColor(225, OxyColors.White);

    /// <summary>What stands for all requests, beside series that have colours.</summary>
    public static readonly OxyColor Whole = OxyColors.Black;

    // Lines of it are thicker, too.
    private const double WholeThickness = 1.3;

    // Searched for by distance: every two differ in lightness by 8 and more, so that they stay apart in grey print, and in hue and
    // lightness for normal, deuteranope and protanope eyes; each differs as much from what stands for all requests.
    private static readonly OxyColor[] Palette = [
        OxyColor.FromRgb(0x2F, 0x2B, 0xBD),
        OxyColor.FromRgb(0xE7, 0x73, 0x79),
        OxyColor.FromRgb(0x0D, 0x3C, 0x00),
        OxyColor.FromRgb(0xD8, 0xC3, 0x29),
        OxyColor.FromRgb(0x37, 0x81, 0xE4),
        OxyColor.FromRgb(0x79, 0x43, 0x85),
        OxyColor.FromRgb(0x80, 0x6C, 0x0F),
        OxyColor.FromRgb(0x64, 0xB7, 0xD0),
    ];

    private static readonly double[]?[] Dashes = [null, [6, 3], [1.5, 2], [7, 2.5, 1.5, 2.5]];

    /// <summary>How many colours there are. Series from the ninth on are not told apart by colour.</summary>
    public static int Colours => Palette.Length;

    /// <summary>The lines behind those that have a colour.</summary>
    public static readonly OxyColor Behind = OxyColor.FromRgb(0xD2, 0xD2, 0xD2);

    /// <summary>
    /// The style of a series: colours by number, from the ninth on with dashes; <see cref="FigureSeries.Whole"/> is black and thicker.
    /// </summary>
    public static SeriesStyle Series(int number, PlotSizes sizes) => number < 0
        ? new SeriesStyle(Whole, null, sizes.LineThickness * WholeThickness)
        : new SeriesStyle(
            Palette[number % Palette.Length], Dashes[number / Palette.Length % Dashes.Length], sizes.LineThickness);

    /// <summary>Whether two numbers have the same colour.</summary>
    public static bool AreAlike(int one, int other) => one >= 0 && other >= 0 && one % Palette.Length == other % Palette.Length;

    /// <summary>The style of a line behind those that have a colour.</summary>
    public static SeriesStyle InTheBack(PlotSizes sizes) => new(Behind, null, sizes.LineThickness * 0.6);

    /// <summary>The style of an area: colours by number, from the ninth on lighter ones; the rest, named "Others", is grey.</summary>
    public static SeriesStyle Area(int number, string name, PlotSizes sizes) =>
        new(Slice(Math.Max(0, number), name), null, sizes.LineThickness);

    /// <summary>The colour of a slice; a last slice named "Other" or "Others" is grey.</summary>
    public static OxyColor Slice(int index, string label)
    {
        if (label.Equals("other", StringComparison.OrdinalIgnoreCase) || label.Equals("others", StringComparison.OrdinalIgnoreCase))
            return Other;
        var color = Palette[index % Palette.Length];
        return index < Palette.Length ? color : OxyColor.Interpolate(OxyColors.White, color, 0.5);
    }

    /// <summary>Black or white, whichever is read better on a colour.</summary>
    public static OxyColor InkOn(OxyColor background) =>
        ((0.299 * background.R) + (0.587 * background.G) + (0.114 * background.B)) > 140 ? Ink : OxyColors.White;
}
