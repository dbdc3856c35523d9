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
          read -ra COMP_WORDS <<< "$1"
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
        """;

    [Fact]
    public async Task Bash_completes_commands_options_values_datasets_and_models()
    {
        var start = new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["PROGRAM"], start.Environment["STATE"]) = (Programs.Client, dataset.State);
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal("", await error);
        var state = dataset.State;
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
            ],
            output.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(state, "none")));
    }

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
