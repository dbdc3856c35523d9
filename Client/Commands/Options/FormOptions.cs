using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LlmWorkload.Figures;

namespace LlmWorkload.Commands;

/// <summary>The options that say how figures are drawn: for what, how large, with how many pixels.</summary>
internal sealed class FormOptions
{
    private readonly Option<FigureStyle?> _style = new("--style")
    {
        Description = "What figures are drawn for: screen (default), or paper: text of 8 points, thin lines, the title in a file beside it",
        HelpName = "screen|paper",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (StyleOf(text) is { } style) return style;
            result.AddError($"--style is '{text}'{UnknownWords.Nearest(text, Names)}; expected {string.Join(" or ", Names)}.");
            return null;
        },
    };

    private readonly Option<(double Width, double Height)?> _size = new("--size")
    {
        Description = "How large figures are, in in, cm, mm, pt or px (default: 1200x800px for the screen, 3.33x2.2in for a paper)",
        HelpName = "WxH",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            var size = FigureForm.ParseSize(text);
            if (size is null) result.AddError($"--size is '{text}'; expected {FigureForm.ExpectedSize}.");
            return size;
        },
    };

    private readonly Option<int?> _dpi = new("--dpi")
    {
        Description = $"Pixels an inch of figures (default: {FigureForm.ScreenDpi} for the screen, {FigureForm.PaperDpi} for a paper)",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (DpiOf(text) is { } dpi) return dpi;
            result.AddError($"--dpi is '{text}'; expected {FigureForm.ExpectedDpi}.");
            return null;
        },
    };

    private static string[] Names { get; } = [.. Enum.GetNames<FigureStyle>().Select(name => name.ToLowerInvariant())];

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        _style.CompletionSources.Add(Names);
        command.Options.Add(_style);
        command.Options.Add(_size);
        command.Options.Add(_dpi);
        command.Validators.Add(result =>
        {
            // What no value can be read from has an error already, and no value.
            if (TextOf(result, _dpi) is not { } text || DpiOf(text) is not { } dpi) return;
            var (styleText, sizeText) = (TextOf(result, _style), TextOf(result, _size));
            var style = styleText is null ? FigureStyle.Screen : StyleOf(styleText);
            var size = sizeText is null ? null : FigureForm.ParseSize(sizeText);
            if (style is null || (sizeText is not null && size is null)) return;
            if (!FigureForm.Of(FigureFormat.Png, style.Value, size, dpi).IsDrawable)
                result.AddError($"--dpi is '{dpi}'; expected {FigureForm.ExpectedDpi}.");
        });
    }

    /// <summary>The form that a command line asks for.</summary>
    public FigureForm Of(ParseResult parsed, FigureFormat? format) => FigureForm.Of(
        format ?? FigureFormat.Png, parsed.GetValue(_style) ?? FigureStyle.Screen, parsed.GetValue(_size), parsed.GetValue(_dpi));

    private static FigureStyle? StyleOf(string text) =>
        Names.Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<FigureStyle>(text, ignoreCase: true) : null;

    private static int? DpiOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var dpi) ? dpi : null;

    private static string? TextOf(CommandResult result, Option option) =>
        result.GetResult(option)?.Tokens is [.., var last] ? last.Value : null;
}
