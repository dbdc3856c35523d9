using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Size, weight and colour of a kind of text.</summary>
internal readonly record struct TextStyle(double Size, OxyColor Color, bool Bold = false)
{
    public double Weight => Bold ? FontWeights.Bold : FontWeights.Normal;

    public double LineHeight => Size * 1.3;
}

/// <summary>Colour and dashes of one series.</summary>
internal readonly record struct SeriesStyle(OxyColor Color, double[]? Dashes);

/// <summary>Every colour, size and stroke of a figure.</summary>
internal static class PlotStyle
{
    public const double LineThickness = 1.8;
    public const double MarkerRadius = 2.2;
    public const double TickLength = 5;
    public const double TickGap = 4;

    public static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);
    public static readonly OxyColor Soft = OxyColor.FromRgb(0x55, 0x55, 0x55);
    public static readonly OxyColor Frame = OxyColor.FromRgb(0x80, 0x80, 0x80);
    public static readonly OxyColor Guide = OxyColor.FromRgb(0x70, 0x70, 0x70);
    public static readonly OxyColor MajorGrid = OxyColor.FromRgb(0xE2, 0xE2, 0xE2);
    public static readonly OxyColor MinorGrid = OxyColor.FromRgb(0xF2, 0xF2, 0xF2);
    public static readonly OxyColor Other = OxyColor.FromRgb(0xB8, 0xB8, 0xB8);
    public static readonly OxyColor Veil = OxyColor.FromAColor(225, OxyColors.White);

    public static readonly TextStyle FigureTitle = new(19, Ink, Bold: true);
    public static readonly TextStyle PanelTitle = new(15, Ink, Bold: true);
    public static readonly TextStyle AxisTitle = new(14, Ink);
    public static readonly TextStyle TickLabel = new(12, Ink);
    public static readonly TextStyle SmallTickLabel = new(10, Ink);
    public static readonly TextStyle ValueLabel = new(11, Ink);
    public static readonly TextStyle Legend = new(12, Ink);
    public static readonly TextStyle Note = new(12, Ink);
    public static readonly TextStyle Mark = new(11.5, Ink);
    public static readonly TextStyle NoData = new(18, Frame);

    // Okabe and Ito's colours without yellow, which is invisible on white, and three of Tol's muted ones.
    private static readonly OxyColor[] Palette = [
        OxyColor.FromRgb(0x00, 0x72, 0xB2),
        OxyColor.FromRgb(0xD5, 0x5E, 0x00),
        OxyColor.FromRgb(0x00, 0x9E, 0x73),
        OxyColor.FromRgb(0xCC, 0x79, 0xA7),
        OxyColor.FromRgb(0xE6, 0x9F, 0x00),
        OxyColor.FromRgb(0x56, 0xB4, 0xE9),
        OxyColor.FromRgb(0x88, 0x22, 0x55),
        OxyColor.FromRgb(0x22, 0x22, 0x22),
        OxyColor.FromRgb(0x99, 0x99, 0x33),
        OxyColor.FromRgb(0x33, 0x22, 0x88),
    ];

    private static readonly double[]?[] Dashes = [null, [6, 3], [1.5, 2], [7, 2.5, 1.5, 2.5]];

    // Lines have only eight colours: from the ninth on, dashes tell them apart better than near-equal hues.
    private const int LineColours = 8;

    /// <summary>The style of the <paramref name="index"/>-th coloured series of a panel.</summary>
    public static SeriesStyle Series(int index) =>
        new(Palette[index % LineColours], Dashes[index / LineColours % Dashes.Length]);

    /// <summary>The colour of a slice; a last slice named "Other" is grey.</summary>
    public static OxyColor Slice(int index, string label) =>
        label.Equals("other", StringComparison.OrdinalIgnoreCase) ? Other : Palette[index % Palette.Length];

    /// <summary>Black or white, whichever is read better on a colour.</summary>
    public static OxyColor InkOn(OxyColor background) =>
        ((0.299 * background.R) + (0.587 * background.G) + (0.114 * background.B)) > 140 ? Ink : OxyColors.White;
}
