using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using System.Text;

namespace LlmWorkload.Commands;

/// <summary>The page of the manual: the texts of the help of every command, for <c>man</c>.</summary>
internal static class ManPage
{
    /// <summary>The page in troff with the macros of <c>man</c>.</summary>
    public static string Of(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append("'\\\" t\n").Append(".TH LLMWL 1 \"\" \"llmwl ").Append(Version()).Append("\" \"User commands\"\n");
        page.Append(".SH NAME\nllmwl \\- ").Append(Text(Sentence(root.Description))).Append('\n');
        page.Append(".SH SYNOPSIS\n.B llmwl\n.I COMMAND\n[\\fIOPTION\\fR]…\n");
        page.Append(".SH OPTIONS\nEvery command takes these.\n");
        foreach (var option in root.Options.Where(option => !option.Hidden)) Append(page, option);
        page.Append(".SH COMMANDS\n");
        foreach (var command in root.Subcommands) Append(page, command, "llmwl", []);
        page.Append(".SH EXIT STATUS\n").Append(Text(HelpWithExamples.ExitCodes)).Append('\n');
        page.Append(".SH EXAMPLES\n");
        Examples(page, HelpWithExamples.RootExamples);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Command command, string parent, IReadOnlyList<Option> inherited)
    {
        var name = $"{parent} {command.Name}";
        if (command.Subcommands.Count > 0)
        {
            page.Append(".SS ").Append(Quoted(name)).Append('\n').Append(Text(command.Description))
                .Append(" These options are for each of its commands.\n");
            foreach (var option in command.Options.Where(IsItsOwn)) Append(page, option);
            foreach (var below in command.Subcommands) Append(page, below, name, [.. command.Options]);
            return;
        }

        var arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0
            ? $" [{argument.Name}]{Several(argument)}" : $" {argument.Name}{Several(argument)}"));
        page.Append(".SS ").Append(Quoted($"{name}{arguments}")).Append('\n').Append(Text(command.Description)).Append('\n');
        foreach (var argument in command.Arguments) Append(page, $"\\fI{Text(argument.Name)}\\fR", argument.Description);
        foreach (var option in command.Options.Where(option => IsItsOwn(option) && !inherited.Contains(option))) Append(page, option);
        if (command is ExampleCommand { Examples: var examples }) Examples(page, examples);
    }

    private static bool IsItsOwn(Option option) => !option.Hidden && option is not HelpOption;

    private static string Several(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? "…" : "";

    private static void Append(StringBuilder page, Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias[0] == '-').Prepend(option.Name).Order(StringComparer.Ordinal)
            .Select(name => $"\\fB{Text(name)}\\fR"));
        Append(page, option.HelpName is { } value ? $"{names} \\fI{Text(value)}\\fR" : names, option.Description);
    }

    private static void Append(StringBuilder page, string term, string? description) =>
        page.Append(".TP\n").Append(term).Append('\n').Append(Text(description)).Append('\n');

    private static void Examples(StringBuilder page, IReadOnlyList<string> examples)
    {
        page.Append(".PP\n.nf\n");
        foreach (var example in examples) page.Append(Text(example)).Append('\n');
        page.Append(".fi\n");
    }

    private static string Quoted(string text) => $"\"{Text(text).Replace("\"", "\\(dq", StringComparison.Ordinal)}\"";

    // A backslash and a dash mean something to troff, and so do a dot and a quote at the start of a line.
    private static string Text(string? text)
    {
        var plain = (text ?? "").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
        return plain is ['.' or '\'', ..] ? $"\\&{plain}" : plain;
    }

    private static string Sentence(string? text) => (text ?? "").TrimEnd('.');

    private static string Version() =>
        typeof(ManPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
