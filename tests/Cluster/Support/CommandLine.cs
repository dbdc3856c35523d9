using LlmWorkload.Commands;

namespace LlmWorkload.Tests;

/// <summary>Runs commands of the client in this process: the same code as the program, without the start of one.</summary>
internal static class CommandLine
{
    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.RunAsync(arguments, output, error);
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }
}
