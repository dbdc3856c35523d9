using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LlmWorkload.Commands;

/// <summary>The library's help, and after it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<string> rootExamples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is ExampleCommand command ? command.Examples : rootExamples;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("Exit codes: 0 done, 1 failed, 2 wrong usage or input, 3 a gate does not hold, 130 interrupted.");
            output.WriteLine("Results go to stdout; progress, notes and errors go to stderr.");
        }

        output.WriteLine();
        return code;
    }
}
