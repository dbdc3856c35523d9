using System.CommandLine;
using System.Globalization;

namespace LlmWorkload.Commands;

/// <summary>How a command line can go on, for a shell that asks: <c>llmwl [suggest:POSITION] LINE</c>.</summary>
internal static class Suggestions
{
    private const string Directive = "[suggest";

    /// <summary>Whether a shell asks.</summary>
    public static bool AreAskedFor(string[] arguments) =>
        arguments is [var first, ..] && first.StartsWith(Directive, StringComparison.Ordinal);

    /// <summary>
    /// Prints the words, a line each. Options stand among them where one is begun, or where nothing else can follow: names of commands and
    /// files are not to be looked for among them.
    /// </summary>
    /// <param name="parsed">What the parser made of the question itself.</param>
    /// <param name="arguments">The question and the line, without the name of the program.</param>
    /// <param name="output">Where they are printed.</param>
    /// <returns>The exit code.</returns>
    public static int Print(ParseResult parsed, string[] arguments, TextWriter output)
    {
        var line = arguments.Length > 1 ? arguments[^1] : "";
        var number = arguments[0].TrimEnd(']').Split(':')[^1];
        var position = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Min(asked, line.Length)
            : line.Length;
        line = line[..position];

        // The parser knows the values of '--name value' alone.
        var last = line[(line.LastIndexOf(' ') + 1)..];
        var option = last is ['-', '-', ..] && last.Contains('=') ? last[..(last.IndexOf('=') + 1)] : "";
        if (option.Length > 0) line = $"{line[..^last.Length]}{option[..^1]} {last[option.Length..]}";
        var begun = parsed.RootCommandResult.Command.Parse(line, parsed.Configuration);
        var words = begun.GetCompletions(position).Select(word => word.Label);
        foreach (var word in words.Where(word => Fits(word, line, begun.CommandResult.Command))) output.WriteLine(option + word);
        return 0;
    }

    private static bool Fits(string word, string line, Command command)
    {
        if (word is ['/', ..]) return false; // the library's other names of --help
        if (word is not ['-', ..]) return true;
        if (line[(line.LastIndexOf(' ') + 1)..] is ['-', ..]) return true;
        return command.Subcommands.Count == 0 && command.Arguments.Count == 0 && word is ['-', '-', ..];
    }
}
