using System.CommandLine;
using Spectre.Console;

namespace LlmWorkload.Commands;

/// <summary>A progress bar on stderr, where that is a terminal and nobody asked for quiet.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work with a bar; the work gets null where there is none.</summary>
    public static async Task<T> RunAsync<T>(ParseResult parsed, Func<ProgressTask?, Task<T>> work)
    {
        if (parsed.GetValue(CommonOptions.Quiet) || Console.IsErrorRedirected) return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(context.AddTask("", maxValue: 1)));
    }
}
