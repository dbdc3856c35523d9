using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>The command line <c>llmwl</c>. To add a command: write its class, and add its line here.</summary>
internal static class Cli
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongInput = 2;
    private const int Interrupted = 130;

    // Options that commands share know their commands: built once, they stay as they are, and several command lines are parsed at once.
    private static readonly Lazy<RootCommand> Root = new(Build);

    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For progress, notes and errors.</param>
    /// <param name="cancellationToken">Interrupts the command.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage or input, 3 a gate does not hold, 130 interrupted.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // A name may start with '@', as models of some vendors do: no response files.
        var parsed = Root.Value.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Suggestions.AreAskedFor(arguments)) return Suggestions.Print(parsed, arguments, output);
        if (Mistakes(parsed, arguments) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes) await error.WriteLineAsync($"llmwl: {Printable.Lines(mistake)}");
            var path = UnknownCommand(parsed, arguments) is null ? Path(parsed) : "";
            await error.WriteLineAsync($"'llmwl {path}--help' lists what there is.");
            return WrongInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(Ingests(parsed)
                ? "llmwl: interrupted; what is stored stays, and the same command goes on from there" : "llmwl: interrupted");
            return Interrupted;
        }
        catch (IOException gone) when (BrokenPipe.Is(gone))
        {
            return Done; // whoever read the output has had enough
        }
        catch (Exception failure)
        {
            return await ExplainAsync(failure, parsed.GetValue(CommonOptions.Verbose), error);
        }
    }

    private static async Task<int> ExplainAsync(Exception failure, bool verbose, TextWriter error)
    {
        var isExplained = failure is WorkloadException or IOException or UnauthorizedAccessException;
        await error.WriteLineAsync(
            $"llmwl: {Printable.Lines(isExplained ? Explained(failure) : $"{failure.GetType().Name}: {failure.Message}")}");
        if (verbose) await error.WriteLineAsync(Printable.Lines(failure.ToString()));
        else if (!isExplained) await error.WriteLineAsync("--verbose shows more.");
        return failure is WorkloadException { IsInput: true } ? WrongInput : Failed;
    }

    private static string Explained(Exception failure) =>
        failure is WorkloadException workload ? Remedies.Words(workload) : failure.Message;

    private static RootCommand Build()
    {
        var root = new RootCommand("LLM Workload Cluster: answers questions about LLM serving logs too large for one data frame.")
        {
            AnalyzeCommand.Build(),
            InspectCommand.Build(),
            IngestCommand.Build(),
            QueryCommand.Build(),
            CompareCommand.Build(),
            ExportCommand.Build(),
            DatasetsCommand.Build(),
            GenerateCommand.Build(),
            ServeCommand.Build(),
            CompletionCommand.Build(),
            HelpCommand.Build(),
            HelpCommand.Version(),
        };
        foreach (var command in AnalysisCommands.Build()) root.Subcommands.Add(command);
        root.Options.Add(CommonOptions.Quiet);
        root.Options.Add(CommonOptions.Verbose);
        root.Options.Add(CommonOptions.SpreadsheetSafe);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    // A word that is not understood is told alone: that a command is missing then, too, is its consequence.
    private static IReadOnlyList<string> Mistakes(ParseResult parsed, string[] arguments)
    {
        var command = UnknownCommand(parsed, arguments) is { } word ? UnknownWords.Command(parsed.RootCommandResult.Command, word) : null;
        if (command is not null && !arguments[0].StartsWith('-')) return [command];
        if ((UnknownWords.OneDash(parsed, arguments) ?? UnknownWords.Option(parsed) ?? UnknownWords.OptionForValue(parsed, arguments))
            is { } mistaken) return [mistaken];
        if (parsed.Errors.Count == 0) return [];
        if (command is not null) return [command];
        if (parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0)
            return [UnknownWords.Command(parsed.CommandResult.Command, parsed.UnmatchedTokens[0])];
        if (parsed.CommandResult.Command is { Subcommands.Count: > 0, Action: null }
            && parsed.Errors.All(error => error.SymbolResult is CommandResult))
            return [$"a command is missing; expected {Subcommands(parsed)}."];
        if (parsed.UnmatchedTokens.Count > 0) return [UnknownWords.TooMany(parsed)];
        return [.. parsed.Errors.Select(Words).Distinct()];
    }

    // In the parser's words an option that is there twice has two values too many, and one without a value lacks an argument.
    private static string Words(ParseError error) => error.SymbolResult switch
    {
        OptionResult { IdentifierTokenCount: > 1, Option.Arity.MaximumNumberOfValues: 1 } many =>
            $"{many.Option.Name} is there {many.IdentifierTokenCount} times; expected once.",
        OptionResult { IdentifierTokenCount: 1, Tokens.Count: 0, Option.Arity.MinimumNumberOfValues: > 0 } empty =>
            $"{empty.Option.Name} has no value.",
        OptionResult { IdentifierTokenCount: 0, Option.Required: true } missing => $"{missing.Option.Name} is missing.",
        ArgumentResult { Tokens.Count: 0 } missing => $"{missing.Argument.Name} is missing.",
        _ => error.Message,
    };

    // The first word, where it is no command. The word behind it may be one: 'qery models'.
    private static string? UnknownCommand(ParseResult parsed, string[] arguments) =>
        arguments.FirstOrDefault(argument => !argument.StartsWith('-')) is { } first && parsed.UnmatchedTokens.Contains(first)
            && parsed.RootCommandResult.Command.Subcommands.All(command => command.Name != first) ? first : null;

    private static string Subcommands(ParseResult parsed) =>
        string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(command => command.Name));

    private static bool Ingests(ParseResult parsed) => parsed.CommandResult.Command is var command
        && command.Arguments.Any(argument => argument.Name == "FILE") && command.Options.Contains(CommonOptions.Dataset);

    private static string Path(ParseResult parsed)
    {
        var name = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
        return parsed.CommandResult.Parent is CommandResult { Command: not RootCommand } parent ? $"{parent.Command.Name} {name}" : name;
    }
}
