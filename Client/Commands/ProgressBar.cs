using System.CommandLine;
using Spectre.Console;

namespace LlmWorkload.Commands;

/// <summary>A progress bar on stderr, where that is a terminal and nobody asked for quiet.</summary>
internal static class ProgressBar
{
    private const int BarWidth = 16;

    /// <summary>Runs work with a bar; the work gets null where there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">What the bar says before the work says something.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(ParseResult parsed, string name, Func<ProgressTask?, Task<T>> work)
    {
        var isTerminal = ReferenceEquals(parsed.InvocationConfiguration.Error, Console.Error) && !Console.IsErrorRedirected;
        if (!isTerminal || parsed.GetValue(CommonOptions.Quiet)) return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => work(context.AddTask(name, maxValue: 1)));
    }
}
