using System.CommandLine;
using System.CommandLine.Parsing;
using LlmWorkload.Figures;
using LlmWorkload.Ingestion;
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
        CustomParser = result => Parse(result, "table, json or csv", figures: false, logs: false).Result ?? default,
    };

    /// <summary>For commands that read logs and print results.</summary>
    public static readonly Option<Formats> ResultsAndLogs = new("--format")
    {
        Description = "How the result is printed: table (default), json or csv; or the format of the logs: "
            + string.Join(", ", RequestFormats.Names),
        HelpName = "table|json|csv|NAME",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Parse(result, "table, json or csv for the result, or the format of the logs: "
            + string.Join(", ", RequestFormats.Names), figures: false, logs: true),
    };

    /// <summary>For commands that draw figures too: one of each kind, as a list or one by one.</summary>
    public static readonly Option<Formats> ResultsAndFigures = new("--format")
    {
        Description = "What figures are drawn as: png (default), svg or pdf; how the result is printed: table (default), json or csv; and "
            + $"the format of the logs: {string.Join(", ", RequestFormats.Names)}. For several: --format svg,json",
        HelpName = "png|svg|pdf|table|json|csv|NAME",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Parse(result, "png, svg or pdf for figures, table, json or csv for the result, or the format of "
            + $"the logs: {string.Join(", ", RequestFormats.Names)}", figures: true, logs: true),
    };

    /// <summary>For the command that compares: Markdown, too.</summary>
    public static readonly Option<Formats> Comparison = new("--format")
    {
        Description = "How the result is printed: table (default), markdown, json or csv; what figures are drawn as: png (default), svg or "
            + "pdf; "
            + $"and the format of the logs: {string.Join(", ", RequestFormats.Names)}. For several: --format svg,json",
        HelpName = "table|markdown|json|csv|png|svg|pdf|NAME",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Parse(result, "table, markdown, json or csv for the result, png, svg or pdf for figures, or the format of "
            + $"the logs: {string.Join(", ", RequestFormats.Names)}", figures: true, logs: true, markdown: true),
    };

    /// <summary>The format of the logs that the command line names; null where each log tells its own.</summary>
    public static string? LogFormat(ParseResult parsed) =>
        parsed.GetValue(ResultsAndFigures).Log ?? parsed.GetValue(ResultsAndLogs).Log ?? parsed.GetValue(Comparison).Log;

    /// <summary>Whether results are printed as CSV.</summary>
    public static bool IsCsv(SymbolResult result) =>
        ((Option<Formats>[])[ResultsAndFigures, ResultsAndLogs, Comparison]).Any(
            option => result.GetResult(option)?.GetValueOrDefault<Formats>().Result == ResultFormat.Csv)
        || result.GetResult(Results)?.GetValueOrDefault<ResultFormat>() == ResultFormat.Csv;

    private static string[] Words(bool figures, bool logs, bool markdown) =>
        ["table", .. markdown ? (string[])["markdown"] : [], "json", "csv", .. figures ? (string[])["png", "svg", "pdf"] : [],
            .. logs ? RequestFormats.Names : []];

    private static Formats Parse(ArgumentResult result, string expected, bool figures, bool logs, bool markdown = false)
    {
        var formats = default(Formats);
        var words = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
        foreach (var word in words)
        {
            var added = formats.With(word, figures, logs, markdown);
            if (added is null)
                result.AddError($"--format is '{word}'{UnknownWords.Nearest(word, Words(figures, logs, markdown))}; expected {expected}.");
            else if (added == formats) result.AddError($"--format is '{string.Join(',', words)}'; expected at most one of a kind.");
            formats = added ?? formats;
        }

        return formats;
    }

    /// <summary>What was asked for; null for the default.</summary>
    /// <param name="Result">How the result is printed.</param>
    /// <param name="Figure">What figures are drawn as.</param>
    /// <param name="Log">The format of the logs.</param>
    internal readonly record struct Formats(ResultFormat? Result, FigureFormat? Figure, string? Log)
    {
        /// <summary>Adds a word; null where it is none, the same where its kind was said before.</summary>
        public Formats? With(string word, bool figures, bool logs, bool markdown) => word.ToLowerInvariant() switch
        {
            "table" => this with { Result = Result ?? ResultFormat.Table },
            "json" => this with { Result = Result ?? ResultFormat.Json },
            "csv" => this with { Result = Result ?? ResultFormat.Csv },
            "markdown" when markdown => this with { Result = Result ?? ResultFormat.Markdown },
            "png" when figures => this with { Figure = Figure ?? FigureFormat.Png },
            "svg" when figures => this with { Figure = Figure ?? FigureFormat.Svg },
            "pdf" when figures => this with { Figure = Figure ?? FigureFormat.Pdf },
            var name when logs && RequestFormats.Names.Contains(name) => this with { Log = Log ?? name },
            _ => null,
        };
    }
}
