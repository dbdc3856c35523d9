using System.Diagnostics;

namespace LlmWorkload.Tests.Commands;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_log_goes_from_generate_through_a_pipe_to_the_tables_of_an_analysis()
    {
        var generated = await RunAsync("generate", "--rows", "300", "--users", "5", "--models", "3");
        Assert.Equal((0, ""), (generated.ExitCode, generated.Error));
        var log = _workspace.Write("log.csv", System.Text.Encoding.UTF8.GetBytes(generated.Output));
        var run = await RunAsync("analyze", log, "--top", "0", "--output", _workspace.Figures, "--state", _workspace.State);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("│ +300 │", run.Output);
        Assert.Contains("300 rows ingested", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_program_quietly()
    {
        using var process = Start("generate", "--rows", "100000000");
        Assert.StartsWith("invocation_id,", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEndAsync();
        await ExitAsync(process);
        Assert.Equal((0, ""), (process.ExitCode, await error));
    }

    [Fact]
    public async Task A_table_whose_reader_goes_away_ends_quietly()
    {
        using var process = Start("datasets", "list", "--storage", "Memory");
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEndAsync();
        await ExitAsync(process);
        Assert.Equal((0, ""), (process.ExitCode, await error));
    }

    [Theory]
    [InlineData("csv", "\uFFFD]0;owned\uFFFD\uFFFDx")]
    [InlineData("json", "\\u001B]0;owned\\u0007\\u202Ex")]
    public async Task Characters_that_could_do_something_to_a_terminal_stay_in_files_and_do_not_reach_it(string format, string shown)
    {
        const string Model = "\u001b]0;owned\u0007\u202Ex";
        var log = _workspace.WriteModels("log.csv", Model);
        (await RunAsync("ingest", log, "--dataset", "d", "--state", _workspace.State)).Succeeds();
        string[] query = ["query", "models", "--dataset", "d", "--state", _workspace.State, "--format", format];
        var quoted = string.Join(
            ' ', ((string[])["dotnet", "exec", Programs.Client, .. query]).Select(word => $"'{word}'"));

        // script (of Debian's bsdutils) runs a command on a terminal of its own.
        var terminal =
            (await Tool.RequireAsync("bsdutils", "script", "--quiet", "--return", "--command", quoted, "/dev/null")).Succeeded().Output;
        var file = (await RunAsync(query)).Succeeds().Output;

        Assert.Contains(shown, terminal, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", terminal, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', terminal);
        Assert.Contains(format == "csv" ? Model : "]0;owned\\u0007\u202Ex", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<&-", "-", "standard input is closed; expected a log")]
    [InlineData("<&-", "/dev/stdin", "standard input is closed; expected a log")]
    [InlineData("</dev/null", "-", "is empty")]
    public async Task A_standard_input_that_is_closed_or_empty_is_told(string input, string path, string words)
    {
        foreach (var command in (string[][])[["inspect", path], ["ingest", path, "--storage", "Memory"]])
        {
            using var process = Shell($"exec \"$@\" {input}", command);
            var error = process.StandardError.ReadToEndAsync();
            await ExitAsync(process);
            Assert.Equal(2, process.ExitCode);
            Assert.Contains(words, await error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("cat \"$0\" | \"$@\"")]
    [InlineData("exec \"$@\" < \"$0\"")]
    public async Task A_pipe_and_a_file_are_read_as_standard_input(string script)
    {
        var log = _workspace.WriteModels("log.csv", "a", "b");
        using var process = Shell(script, ["inspect", "-"], log);
        var output = process.StandardOutput.ReadToEndAsync();
        await ExitAsync(process);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("2 of them are requests", await output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_ends_with_2() => Assert.Equal(2, (await RunAsync("query", "models", "--top", "abc")).ExitCode);

    [Fact]
    public async Task Without_a_home_the_program_still_finds_a_place_for_its_state()
    {
        using var process = Start(
            start =>
            {
                start.Environment.Remove("HOME");
                start.Environment["XDG_DATA_HOME"] = _workspace.Root;
            },
            "datasets",
            "list",
            "--format",
            "json");
        Assert.Equal("[]\n", await process.StandardOutput.ReadToEndAsync());
        await ExitAsync(process);
        Assert.True(Directory.Exists(Path.Combine(_workspace.Root, "llmwl", "state")));
    }

    private static async Task<CommandRun> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await ExitAsync(process);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    private static Process Start(params string[] arguments) => Start(_ => { }, arguments);

    private static Process Start(Action<ProcessStartInfo> change, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Programs.Client, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        change(start);
        return Process.Start(start)!;
    }

    // A script whose $@ is the program and its arguments.
    private static Process Shell(string script, string[] arguments, string zero = "sh") => Process.Start(
        new ProcessStartInfo("sh", ["-c", script, zero, "dotnet", "exec", Programs.Client, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task ExitAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {Patience.TotalSeconds} s.");
        }
    }
}
