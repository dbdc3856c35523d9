using System.Diagnostics;

namespace LlmWorkload.Tests.Commands;

/// <summary>Completion of command lines, as a shell asks for it, and the page of the manual.</summary>
public sealed class CompletionTests(QueriedDataset dataset) : IClassFixture<QueriedDataset>
{
    // A shell that has the program as a function, and asks what a line can go on with.
    private const string Script = """
        llmwl() { dotnet exec "$PROGRAM" "$@"; }
        eval "$(llmwl completion bash)"
        complete -p llmwl
        ask() {
          COMP_LINE=$1 COMP_POINT=${#1}
          read -ra COMP_WORDS <<< "${1//=/ = }"
          [[ $1 == *' ' ]] && COMP_WORDS+=("")
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _llmwl
          echo "$1: ${COMPREPLY[*]}"
        }
        ask 'llmwl que'
        ask 'llmwl query mod'
        ask 'llmwl query models --b'
        ask 'llmwl query models --by '
        ask "llmwl query models --state $STATE --dataset w"
        ask "llmwl query model --state $STATE g"
        ask "llmwl datasets show --state $STATE w"
        ask "llmwl query models --state $STATE/none --dataset "
        ask 'llmwl '
        ask 'llmwl datasets '
        ask 'llmwl analyze '
        ask "llmwl compare --state $STATE w"
        ask "llmwl compare --state $STATE --baseline "
        ask "llmwl query models --state $STATE --model a"
        ask "llmwl query models --state $STATE --model=b"
        """;

    private const string Zsh = """
        llmwl() { dotnet exec "$PROGRAM" "$@"; }
        compdef() { }
        compadd() { print -r -- "${(P@)2}"; }
        _files() { print files; }
        eval "$(llmwl completion zsh)"
        ask() { words=("$@") CURRENT=$#; _llmwl; }
        ask llmwl que
        ask llmwl datasets ''
        ask llmwl compare --state "$STATE" w
        ask llmwl analyze ''
        """;

    private const string Fish = """
        function llmwl; dotnet exec "$PROGRAM" $argv; end
        llmwl completion fish | source
        cd "$STATE"
        complete -C "llmwl que"
        complete -C "llmwl datasets s"
        complete -C "llmwl compare --state $STATE win"
        """;

    [Fact]
    public async Task Bash_completes_commands_options_values_datasets_and_models()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("wind.csv"), "");
        var state = dataset.State;
        var commands = "analyze arrivals compare completion datasets diversity export generate help ingest inspect latency models overview "
            + "query series serve slo study throughput timelines tokens ttft user-arrivals users version";
        Assert.Equal(
            [
                "complete -o default -F _llmwl llmwl",
                "llmwl que: query",
                "llmwl query mod: model models",
                "llmwl query models --b: --by",
                "llmwl query models --by : cost failed requests tokens",
                $"llmwl query models --state {state} --dataset w: winter",
                $"llmwl query model --state {state} g: gamma",
                $"llmwl datasets show --state {state} w: winter",
                $"llmwl query models --state {state}/none --dataset : ",
                $"llmwl : {commands}",
                "llmwl datasets : drop list show",
                "llmwl analyze : ", // the shell's own names of files
                $"llmwl compare --state {state} w: winter wind.csv",
                $"llmwl compare --state {state} --baseline : ",
                $"llmwl query models --state {state} --model a: alpha",
                $"llmwl query models --state {state} --model=b: beta",
            ],
            await AskAsync("bash", ["-c", Script], folder.Path));
        Assert.False(Directory.Exists(Path.Combine(state, "none")));
    }

    [Fact]
    public async Task Zsh_completes_commands_and_sides_of_comparisons() => Assert.Equal(
        ["query", "drop list show", "winter", "files", "files"], await AskAsync("zsh", ["-f", "-c", Zsh], dataset.State));

    [Fact]
    public async Task Fish_completes_commands_and_sides_of_comparisons() => Assert.Equal(
        ["query", "show", "winter"], await AskAsync("fish", ["--no-config", "-c", Fish], dataset.State));

    [Theory]
    [InlineData("bash", "complete -o default -F _llmwl llmwl")]
    [InlineData("zsh", "compdef _llmwl llmwl")]
    [InlineData("fish", "complete -c llmwl")]
    public async Task Every_shell_has_a_script_that_asks_for_suggestions(string shell, string words)
    {
        var script = (await CommandRun.OfAsync("completion", shell)).Succeeds().Output;
        Assert.Contains(words, script, StringComparison.Ordinal);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
    }

    private async Task<string[]> AskAsync(string shell, string[] arguments, string folder)
    {
        Assert.SkipUnless(Tool.IsInstalled(shell), $"There is no {shell}.");
        var start = new ProcessStartInfo(shell, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        (start.Environment["PROGRAM"], start.Environment["STATE"]) = (Programs.Client, dataset.State);
        using var asked = Process.Start(start)!;
        var error = asked.StandardError.ReadToEndAsync();
        var output = await asked.StandardOutput.ReadToEndAsync();
        await asked.WaitForExitAsync();
        Assert.Equal("", await error);
        return output.TrimEnd('\n').Split('\n');
    }

    [Fact]
    public async Task Help_is_told_by_a_command_too()
    {
        var asked = (await CommandRun.OfAsync("help", "query", "models")).Succeeds();
        Assert.Equal((await CommandRun.OfAsync("query", "models", "--help")).Output, asked.Output);
        Assert.Equal((await CommandRun.OfAsync("--version")).Output, (await CommandRun.OfAsync("version")).Succeeds().Output);
    }

    [Fact]
    public async Task The_page_of_the_manual_has_every_command_and_option()
    {
        var page = (await CommandRun.OfAsync("help", "--man")).Succeeds().Output;
        Assert.StartsWith("'\\\" t\n.TH LLMWL 1", page, StringComparison.Ordinal);
        Assert.All(UsageTests.Commands.Select(row => row.Data).Where(command => command is not ("" or "query" or "datasets")), command =>
            Assert.Contains($".SS \"llmwl {command.Replace("-", "\\-", StringComparison.Ordinal)}", page, StringComparison.Ordinal));
        Assert.Contains("\\fB\\-\\-report\\-time\\-zone\\fR \\fIZONE\\fR", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Split('\n'), line => line is ['.', not ('T' or 'S' or 'P' or 'B' or 'I' or 'n' or 'f'), ..]);
    }
}
