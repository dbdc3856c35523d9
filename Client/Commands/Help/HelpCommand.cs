using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl help [COMMAND…]</c>: what <c>--help</c> says, or all of it as a page of the manual.</summary>
internal static class HelpCommand
{
    public static Command Build()
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The command, such as: query models",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var man = new Option<bool>("--man") { Description = "Print the help of every command as a page of the manual (troff)" };
        var command = new ExampleCommand(
            "help", "The help of a command, or of all.", "llmwl help query models", "llmwl help --man > llmwl.1") { words, man };
        command.SetAction(parsed =>
        {
            var root = (RootCommand)parsed.RootCommandResult.Command;
            var path = parsed.GetValue(words) ?? [];
            Command named = root;
            foreach (var word in path) named = Below(named, word);
            if (!parsed.GetValue(man)) return root.Parse([.. path, "--help"]).Invoke(parsed.InvocationConfiguration);
            parsed.InvocationConfiguration.Output.Write(ManPage.Of(root));
            return 0;
        });
        return command;
    }

    /// <summary><c>llmwl version</c>: what <c>--version</c> says.</summary>
    public static Command Version()
    {
        var command = new ExampleCommand("version", "The version.", "llmwl version");
        command.SetAction(parsed => parsed.RootCommandResult.Command.Parse(["--version"]).Invoke(parsed.InvocationConfiguration));
        return command;
    }

    private static Command Below(Command command, string word) =>
        command.Subcommands.FirstOrDefault(each => each.Name == word)
            ?? throw new WorkloadException(command.Subcommands.Count == 0
                ? $"the command '{command.Name}' has no command '{word}'."
                : UnknownWords.Command(command, word))
            { IsInput = true };
}
