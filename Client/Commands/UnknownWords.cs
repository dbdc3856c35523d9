using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace LlmWorkload.Commands;

/// <summary>Words of a command line that are no option and no command, and what was probably meant by them.</summary>
internal static class UnknownWords
{
    private const string EndOfOptions = "--";

    /// <summary>
    /// The mistake of the first word that looks like an option and is none. The parser takes such a word for the name of a file or a model;
    /// after <c>--</c>, it is one.
    /// </summary>
    /// <returns>Null where there is none, or where help is asked for.</returns>
    public static string? Option(ParseResult parsed)
    {
        if (parsed.GetResult(Help(parsed)) is { Implicit: false }) return null;
        var words = parsed.UnmatchedTokens.Concat(Positional(parsed.CommandResult)).ToHashSet(StringComparer.Ordinal);
        var word = parsed.Tokens.TakeWhile(token => token.Value != EndOfOptions).Select(token => token.Value)
            .FirstOrDefault(value => LooksLikeOption(value) && words.Contains(value));
        if (word is null) return null;
        var name = word.Split('=')[0];
        var remedy = parsed.CommandResult.Command.Arguments.Count > 0
            ? $" (a name that begins with '-' stands after '{EndOfOptions}')"
            : "";
        return $"there is no option '{name}'{Nearest(name, Options(parsed.CommandResult))}{remedy}";
    }

    /// <summary>
    /// The mistake of the first word that is the name of a long option behind one dash. The parser takes such a word for a short option
    /// and its value.
    /// </summary>
    /// <param name="parsed">What the parser made of the words.</param>
    /// <param name="arguments">The words as they were given.</param>
    /// <returns>Null where there is none, or where help is asked for.</returns>
    public static string? OneDash(ParseResult parsed, IEnumerable<string> arguments)
    {
        if (parsed.GetResult(Help(parsed)) is { Implicit: false }) return null;
        var names = Options(parsed.CommandResult).ToHashSet(StringComparer.Ordinal);

        // A word that the parser left whole is the value of an option, or unknown.
        var whole = parsed.Tokens.Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        var word = arguments.TakeWhile(argument => argument != EndOfOptions).Where(argument => !whole.Contains(argument))
            .Select(argument => argument.Split('=', ':')[0])
            .FirstOrDefault(name => name is ['-', not '-', _, ..] && names.Contains($"-{name}"));
        return word is null ? null : $"there is no option '{word}'; the nearest is '-{word}'";
    }

    /// <summary>What to say of the command that is nearest to a word; nothing where none is near.</summary>
    public static string Nearest(string word, IEnumerable<string> names)
    {
        var letters = word.Trim('-').Length;
        if (letters < 2) return "";
        if (names.FirstOrDefault(name => Initials(name) == word.Trim('-')) is { } initialled) return $"; the nearest is '{initialled}'";

        // One mistake in a short word, up to three in a long one; or a beginning that stands for the whole.
        var near = names.Select(
            name => (Name: name, Edits: letters > 2 && name.StartsWith(word, StringComparison.Ordinal) ? 0 : Edits(word, name)))
            .Where(each => each.Edits <= Math.Clamp(letters / 3, 1, 3))
            .OrderBy(each => each.Edits)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name is { } name ? $"; the nearest is '{name}'" : "";
    }

    // Of --time-zone they are tz.
    private static string Initials(string name) => name.Trim('-') is var words && words.Contains('-')
        ? string.Concat(words.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0]))
        : "";

    private static bool LooksLikeOption(string word) => word is ['-', _, ..] && word != EndOfOptions;

    private static Option Help(ParseResult parsed) => parsed.RootCommandResult.Command.Options.OfType<HelpOption>().Single();

    // What options take as their value is theirs to judge.
    private static IEnumerable<string> Positional(CommandResult command) =>
        command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static IEnumerable<string> Options(CommandResult command)
    {
        var own = command.Command.Options.SelectMany(option => (string[])[option.Name, .. option.Aliases]);
        return command.Parent is CommandResult parent
            ? own.Concat(parent.Command.Options.Where(option => option.Recursive).Select(option => option.Name)).Distinct()
            : own;
    }

    /// <summary>
    /// How many letters must be put in, left out, exchanged, or swapped with the next one, to make one word of another (optimal string
    /// alignment).
    /// </summary>
    private static int Edits(string one, string other)
    {
        var edits = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) edits[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) edits[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = edits[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(exchanged, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[one.Length, other.Length];
    }
}
