using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary>The command line <c>llmwl</c>. To add a command: write its class, and add its line here.</summary>
public static class Cli
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongInput = 2;
    private const int Interrupted = 130;

    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For progress, notes and errors.</param>
    /// <param name="cancellationToken">Interrupts the command.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage or input, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var parsed = Build().Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors) await error.WriteLineAsync($"llmwl: {mistake.Message}");
            await error.WriteLineAsync($"'llmwl {Path(parsed)}--help' lists what there is.");
            return WrongInput;
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken) == Done ? Done : Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("llmwl: interrupted; what is stored stays, and the same command goes on from there");
            return Interrupted;
        }
        catch (Exception failure)
        {
            var verbose = parsed.GetValue(CommonOptions.Verbose);
            var explained = failure as WorkloadException;
            await error.WriteLineAsync($"llmwl: {(explained is null ? $"{failure.GetType().Name}: {failure.Message}" : failure.Message)}");
            if (verbose) await error.WriteLineAsync(failure.ToString());
            else if (explained is null) await error.WriteLineAsync("--verbose shows more.");
            return explained is { IsInput: true } ? WrongInput : Failed;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("LLM Workload Cluster: answers questions about LLM serving logs too large for one data frame.\n\n"
            + "Example: llmwl analyze requests.csv.gz")
        {
            AnalyzeCommand.Build(),
            IngestCommand.Build(),
            QueryCommand.Build(),
            DatasetsCommand.Build(),
            GenerateCommand.Build(),
        };
        foreach (var option in CommonOptions.All) root.Options.Add(option);
        return root;
    }

    private static string Path(ParseResult parsed)
    {
        var name = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
        return parsed.CommandResult.Parent is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } parent ? $"{parent.Command.Name} {name}" : name;
    }
}
