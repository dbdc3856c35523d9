using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmWorkload.Figures;

/// <summary>What a figure is drawn as.</summary>
/// <param name="Format">The format of the file.</param>
/// <param name="Style">What it is drawn for.</param>
/// <param name="Width">Width in inches.</param>
/// <param name="Height">Height in inches.</param>
/// <param name="Dpi">Pixels an inch of a PNG, and of pictures in an SVG or PDF.</param>
/// <param name="Thumbnail">Whether a small PNG is drawn too.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.form")]
public sealed partial record FigureForm(
    [property: Id(0)] FigureFormat Format,
    [property: Id(1)] FigureStyle Style,
    [property: Id(2)] double Width,
    [property: Id(3)] double Height,
    [property: Id(4)] int Dpi,
    [property: Id(5)] bool Thumbnail = false)
{
    /// <summary>How a size is written.</summary>
    public const string ExpectedSize = "width x height in in (inches), cm, mm, pt or px (96 an inch), such as 3.33x2.2in; both sides "
        + "from 1 to 50 inches";

    /// <summary>How many pixels an inch there may be.</summary>
    public const string ExpectedDpi = "a whole number from 50 to 1200, and at most 100 million pixels in all";

    /// <summary>Pixels an inch of a PNG for the screen: 1.25 for each of a page of 96 an inch.</summary>
    public const int ScreenDpi = 120;

    /// <summary>Pixels an inch of a PNG for a paper.</summary>
    public const int PaperDpi = 300;

    private const double PixelsPerInch = 96;
    private const double PointsPerInch = 72;
    private const double MillimetresPerInch = 25.4;
    private const double Shortest = 1;
    private const double Longest = 50;
    private const int LeastDpi = 50;
    private const int MostDpi = 1200;
    private const double MostPixels = 100e6;

    /// <summary>The form of a format where nothing else is asked: for the screen, 1500×1000 pixels.</summary>
    public static FigureForm Of(FigureFormat format) => Of(format, FigureStyle.Screen, null, null);

    /// <summary>A form, with the usual size and resolution of its style where they are not given.</summary>
    /// <param name="format">The format of the file.</param>
    /// <param name="style">What it is drawn for.</param>
    /// <param name="size">Width and height in inches; null for 12.5×8.33 (screen) or 3.33×2.2 (paper).</param>
    /// <param name="dpi">Pixels an inch; null for <see cref="ScreenDpi"/> or <see cref="PaperDpi"/>.</param>
    public static FigureForm Of(FigureFormat format, FigureStyle style, (double Width, double Height)? size, int? dpi)
    {
        var (width, height) = size ?? (style == FigureStyle.Paper ? (3.33, 2.2) : (1200 / PixelsPerInch, 800 / PixelsPerInch));
        return new FigureForm(format, style, width, height, dpi ?? (style == FigureStyle.Paper ? PaperDpi : ScreenDpi));
    }

    /// <summary>Reads a size.</summary>
    /// <returns>Width and height in inches; null where the text is none or a side is too short or too long.</returns>
    public static (double Width, double Height)? ParseSize(string text)
    {
        if (Size().Match(text) is not { Success: true } match) return null;
        var unit = match.Groups[3].Value.ToLowerInvariant() switch
        {
            "cm" => MillimetresPerInch / 10,
            "mm" => MillimetresPerInch,
            "pt" => PointsPerInch,
            "px" => PixelsPerInch,
            _ => 1,
        };
        var width = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) / unit;
        var height = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) / unit;
        return IsSide(width) && IsSide(height) ? (width, height) : null;
    }

    /// <summary>Whether a form can be drawn: its sides and its pixels are within the limits.</summary>
    public bool IsDrawable =>
        IsSide(Width) && IsSide(Height) && Dpi is >= LeastDpi and <= MostDpi && Width * Dpi * Height * Dpi <= MostPixels;

    private static bool IsSide(double inches) => inches is >= Shortest and <= Longest;

    [GeneratedRegex(
        @"^\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*[x×*]\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(in|cm|mm|pt|px)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
