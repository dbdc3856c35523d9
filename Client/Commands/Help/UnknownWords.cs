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
        if (AsksForHelp(parsed)) return null;
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
        if (AsksForHelp(parsed)) return null;
        var names = Options(parsed.CommandResult).ToHashSet(StringComparer.Ordinal);

        // A word that the parser left whole is the value of an option, or unknown.
        var whole = parsed.Tokens.Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        var word = arguments.TakeWhile(argument => argument != EndOfOptions).Where(argument => !whole.Contains(argument))
            .Select(argument => argument.Split('=', ':')[0])
            .FirstOrDefault(name => name is ['-', not '-', _, ..] && names.Contains($"-{name}"));
        return word is null ? null : $"there is no option '{word}'; the nearest is '-{word}'";
    }

    /// <summary>
    /// The mistake of the first option that has another option where its value should stand. The parser takes that for the value; behind
    /// <c>=</c> it is one.
    /// </summary>
    /// <param name="parsed">What the parser made of the words.</param>
    /// <param name="arguments">The words as they were given.</param>
    /// <returns>Null where there is none, or where help is asked for.</returns>
    public static string? OptionForValue(ParseResult parsed, IEnumerable<string> arguments)
    {
        if (AsksForHelp(parsed)) return null;
        var known = Known(parsed.CommandResult).ToList();
        var words = arguments.TakeWhile(argument => argument != EndOfOptions).ToList();
        var (name, value) = words.Zip(words.Skip(1)).FirstOrDefault(pair => known.Any(each => IsCalled(each, pair.Second))
            && known.Find(each => IsCalled(each, pair.First)) is { Arity.MinimumNumberOfValues: > 0 });
        return name is null
            ? null
            : $"{name} has no value: {value} behind it is an option. Expected a value ({name}={value} if it is meant to be that).";
    }

    /// <summary>The mistake of the first word that a command takes no more, which is there.</summary>
    public static string TooMany(ParseResult parsed)
    {
        var word = parsed.UnmatchedTokens[0];
        List<string> taken = [.. parsed.CommandResult.Command.Arguments.Select(argument => argument.Name)];
        var remedy = LooksLikeOption(word) ? $" (behind '{EndOfOptions}' no word is an option)" : "";
        var expected = taken.Count == 0 ? "options alone" : $"{string.Join(" ", taken)} and options";
        return $"'{word}' is a word too many; expected {expected}{remedy}.";
    }

    /// <summary>What to say of the name that is nearest to a word; nothing where none is near.</summary>
    public static string Nearest(string word, IEnumerable<string> names) => NearestName.Words(NearestName.Of(word, names));

    /// <summary>The mistake of a word that is no command below a command.</summary>
    public static string Command(Command above, string word)
    {
        var names = above.Subcommands.Select(command => command.Name).ToList();
        return $"there is no command '{word}'{Nearest(word, names)}; expected {string.Join(", ", names)}.";
    }

    private static bool LooksLikeOption(string word) => word is ['-', _, ..] && word != EndOfOptions;

    private static bool AsksForHelp(ParseResult parsed) =>
        parsed.GetResult(parsed.RootCommandResult.Command.Options.OfType<HelpOption>().Single()) is { Implicit: false };

    // What options take as their value is theirs to judge.
    private static IEnumerable<string> Positional(CommandResult command) =>
        command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static IEnumerable<string> Options(CommandResult command) =>
        Known(command).SelectMany(option => (string[])[option.Name, .. option.Aliases]).Distinct();

    private static bool IsCalled(Option option, string word) => option.Name == word || option.Aliases.Contains(word);

    private static IEnumerable<Option> Known(CommandResult command) => command.Command.Options.Concat(Above(command));

    private static IEnumerable<Option> Above(CommandResult command) => command.Parent is CommandResult parent
        ? parent.Command.Options.Where(option => option.Recursive).Concat(Above(parent))
        : [];
}
