using LlmWorkload.Figures;

namespace LlmWorkload.Web;

/// <summary>The parameters that say how figures are drawn.</summary>
internal static class FormParameters
{
    private static readonly string[] Styles = ["screen", "paper"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("style", "What a figure is drawn for: screen (default), or paper: text of 8 points, thin lines, no title"),
        new("size", $"How large a figure is (default: 1200x800px, for a paper 3.33x2.2in): {FigureForm.ExpectedSize}"),
        new("dpi", $"Pixels an inch (default: {FigureForm.ScreenDpi}, for a paper {FigureForm.PaperDpi})"),
    ];

    /// <summary>The form that is asked for.</summary>
    /// <exception cref="Refusal">A parameter is not what is expected.</exception>
    public static FigureForm Read(Parameters given, FigureFormat format)
    {
        var style = given.OneOf("style", Styles) == "paper" ? FigureStyle.Paper : FigureStyle.Screen;
        var size = given.Value("size", FigureForm.ExpectedSize, FigureForm.ParseSize);
        var dpi = given.Whole("dpi", 50, 1200);
        var form = FigureForm.Of(format, style, size, (int?)dpi);
        return form.IsDrawable ? form : throw Parameters.Bad($"dpi is '{dpi}'; expected {FigureForm.ExpectedDpi}.");
    }
}
