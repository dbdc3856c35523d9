using System.CommandLine;
using System.CommandLine.Parsing;
using LlmWorkload.Figures;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>The option <c>--format</c>: how results are printed and, where figures are drawn, what those are drawn as.</summary>
internal static class FormatOption
{
    /// <summary>For commands that print results.</summary>
    public static readonly Option<ResultFormat> Results = new("--format")
    {
        Description = "How the result is printed",
        HelpName = "table|json|csv",
        Recursive = true,
        CustomParser = result => Parse(result, "table, json or csv", figures: false).Result ?? default,
    };

    /// <summary>For commands that draw figures too: one of each kind, as a list or one by one.</summary>
    public static readonly Option<Formats> ResultsAndFigures = new("--format")
    {
        Description = "What figures are drawn as: png (default) or svg; and how the result is printed: table (default), json or csv. For "
            + "both: --format svg,json",
        HelpName = "png|svg|table|json|csv",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Parse(result, "png or svg for figures, table, json or csv for the result", figures: true),
    };

    private static Formats Parse(ArgumentResult result, string expected, bool figures)
    {
        var formats = default(Formats);
        var words = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
        foreach (var word in words)
        {
            var added = formats.With(word, figures);
            if (added is null) result.AddError($"--format is '{word}'; expected {expected}.");
            else if (added == formats) result.AddError($"--format is '{string.Join(',', words)}'; expected at most one of a kind.");
            formats = added ?? formats;
        }

        return formats;
    }

    /// <summary>What was asked for; null for the default.</summary>
    /// <param name="Result">How the result is printed.</param>
    /// <param name="Figure">What figures are drawn as.</param>
    internal readonly record struct Formats(ResultFormat? Result, FigureFormat? Figure)
    {
        /// <summary>Adds a word; null where it is none, the same where its kind was said before.</summary>
        public Formats? With(string word, bool figures) => word.ToLowerInvariant() switch
        {
            "table" => this with { Result = Result ?? ResultFormat.Table },
            "json" => this with { Result = Result ?? ResultFormat.Json },
            "csv" => this with { Result = Result ?? ResultFormat.Csv },
            "png" when figures => this with { Figure = Figure ?? FigureFormat.Png },
            "svg" when figures => this with { Figure = Figure ?? FigureFormat.Svg },
            _ => null,
        };
    }
}
