using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LlmWorkload.Commands;

/// <summary>The library's help, and after it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>What the exit codes of every command mean.</summary>
    public const string ExitCodes = "0 done, 1 failed, 2 wrong usage or input, 3 a gate is missed, 130 interrupted.";

    /// <summary>The examples of the program itself.</summary>
    public static IReadOnlyList<string> RootExamples { get; } =
    [
        "llmwl inspect requests.csv.gz",
        "llmwl analyze requests.csv.gz --output figures",
        "llmwl query models --top 5",
        "llmwl generate --rows 100000 -o requests.csv.gz",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is ExampleCommand command ? command.Examples : RootExamples;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine($"Exit codes: {ExitCodes}");
            output.WriteLine("Results go to stdout; progress, notes and errors go to stderr.");
        }

        output.WriteLine();
        return code;
    }
}
