using System.Net.Sockets;
using System.Text;
using LlmWorkload.Storage;
using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Serving;

/// <summary>Commands on the state folder of a silo that runs speak to it.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Commands_on_its_state_folder_ask_the_silo_that_serves_it()
    {
        var log = _workspace.WriteModels("log.csv", ["a", "b", "a"]);
        using var served = await ServeAsync();
        Assert.NotNull(await RunningSilo.FindAsync(_workspace.State));

        (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "day", "--state", _workspace.State)).Succeeded();
        var asked = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => QueryAsync()));
        Assert.All(asked, models => Assert.Contains("\"requests\": 2", models.Succeeded().Output, StringComparison.Ordinal));

        served.Signal(ProgramProcess.Interrupt);
        (await served.ExitAsync()).Succeeded();
        Assert.Null(await RunningSilo.FindAsync(_workspace.State));
        Assert.Equal(asked[0].Output, (await QueryAsync()).Succeeded().Output);
    }

    [Fact]
    public async Task Questions_to_it_are_answered_as_by_a_silo_of_their_own()
    {
        var log = _workspace.WriteModels("log.csv", ["a", "b", "a", "ü"]);
        (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "day", "--state", _workspace.State)).Succeeded();
        string[][] questions =
        [
            ["query", "models"], ["query", "models", "--format", "json"], ["query", "users", "--format", "csv", "--quiet"],
            ["query", "model", "ü"], ["query", "model", "nobody"], ["query", "overview"], ["query", "datasets"],
            ["datasets", "list"], ["datasets", "show", "day"], ["datasets", "show", "night"], ["query", "modls"],
            ["query", "models", "--top", "none"], ["query"],
        ];
        var alone = new List<CommandResult>();
        foreach (var question in questions) alone.Add(await AskAsync(question));
        using var served = await ServeAsync();
        var socket = Path.Combine(_workspace.State, "COMMANDS");
        Assert.True(File.Exists(socket));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        var together = await Task.WhenAll(questions.Select(AskAsync));
        Assert.Equal(alone, together);

        // The gateway is not asked: nobody could reach it.
        var gone = File.ReadAllLines(Path.Combine(_workspace.State, "SILO"));
        File.WriteAllLines(Path.Combine(_workspace.State, "SILO"), [gone[0], "127.0.0.1:1", gone[2]]);
        Assert.Equal(alone[0], await AskAsync(questions[0]));

        served.Signal(ProgramProcess.Interrupt);
        (await served.ExitAsync()).Succeeded();
        Assert.False(File.Exists(socket));

        Task<CommandResult> AskAsync(string[] question) =>
            ProgramProcess.RunClientAsync([.. question, "--state", _workspace.State]);
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_is_waited_for_no_longer_than_was_said()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("no such signal");
        var log = _workspace.WriteModels("log.csv", ["a"]);
        (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "day", "--state", _workspace.State)).Succeeded();
        using var served = await ServeAsync();
        served.Signal(ProgramProcess.Stop);
        var asked = await ProgramProcess.RunClientAsync("query", "models", "--timeout", "1", "--state", _workspace.State);
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("No silo answers", asked.Error, StringComparison.Ordinal);
        served.Signal(ProgramProcess.Continue);
        Assert.Contains("\"requests\": 1", (await QueryAsync()).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_or_port_is_refused_in_one_line()
    {
        using var served = await ServeAsync();
        var second = await ProgramProcess.RunClientAsync("serve", "--state", _workspace.State, "--http-port", "0");
        Assert.Equal(2, second.ExitCode);
        Assert.Matches("^llmwl: .*: a silo serves it already, at [^\n]*\\.\n$", second.Error);
        Assert.Empty(second.Output);
        var port = (await RunningSilo.FindAsync(_workspace.State))!.Gateway.Port;
        var other = await ProgramProcess.RunClientAsync(
            "serve", "--state", Path.Combine(_workspace.Root, "other"), "--http-port", "0", "--port", $"{port}", "--silo-port",
            $"{SiloProcess.FreePorts().One}");
        Assert.Equal(2, other.ExitCode);
        Assert.Matches($"^llmwl-silo: Silo:GatewayPort: [^\n]*:{port} cannot be listened on: [^\n]*\n$", other.Error);
        Assert.Empty(other.Output);
    }

    [Fact]
    public async Task A_question_makes_no_state_folder()
    {
        var nowhere = Path.Combine(_workspace.Root, "nowhere");
        foreach (var question in (string[][])[["query", "models"], ["datasets", "list"]])
        {
            var asked = await ProgramProcess.RunClientAsync([.. question, "--state", nowhere]);
            Assert.Equal(2, asked.ExitCode);
            Assert.Equal($"llmwl: There is no dataset yet: {nowhere} is no folder. Ingest a file first: llmwl ingest FILE\n", asked.Error);
        }

        Assert.False(Directory.Exists(nowhere));
    }

    [Fact]
    public async Task A_question_of_another_build_is_not_answered_and_what_is_no_question_does_no_harm()
    {
        var log = _workspace.WriteModels("log.csv", ["a"]);
        (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "day", "--state", _workspace.State)).Succeeded();
        using var served = await ServeAsync();
        foreach (var line in (string[])[
            $$"""{"Program":"{{Guid.NewGuid()}}","Arguments":["query","models"]}""", "hello", "{}", "null", "[]",
            """{"Program":null,"Arguments":null}"""])
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_workspace.State, "COMMANDS")));
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
            var answer = new byte[16];
            Assert.Equal([4, 0, 0, 0, 0], answer[..await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false)]);
        }

        // Who connects and goes away, or says nothing, is in nobody's way.
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_workspace.State, "COMMANDS")));
        Assert.Contains("\"requests\": 1", (await QueryAsync()).Succeeded().Output, StringComparison.Ordinal);
        served.Signal(ProgramProcess.Interrupt);
        (await served.ExitAsync()).Succeeded();
    }

    [Fact]
    public async Task A_silo_that_was_killed_leaves_nobody_waiting()
    {
        var log = _workspace.WriteModels("log.csv", ["a", "b", "a"]);
        using (var served = await ServeAsync())
        {
            (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "day", "--state", _workspace.State)).Succeeded();
            served.Signal(ProgramProcess.Kill);
            await served.ExitAsync();
        }

        Assert.True(File.Exists(Path.Combine(_workspace.State, "SILO")));
        Assert.Null(await RunningSilo.FindAsync(_workspace.State));
        Assert.Contains("\"requests\": 2", (await QueryAsync()).Succeeded().Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_workspace.State, "SILO")));
    }

    [Fact]
    public async Task A_setting_that_it_does_not_know_how_to_read_is_refused()
    {
        var run = await ProgramProcess.RunClientAsync("serve", "--state", _workspace.State, "--", "--Silo:GatewayPort", "many");
        Assert.Contains("Silo:GatewayPort", run.Failed(2).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ProgramProcess.RunClientAsync("serve", "--port", "70000")).ExitCode);
    }

    private async Task<ProgramProcess> ServeAsync()
    {
        var (port, gateway) = SiloProcess.FreePorts();
        var served = ProgramProcess.Serve("--state", _workspace.State, "--port", $"{gateway}", "--silo-port", $"{port}");
        await served.ReadyAsync();
        return served;
    }

    private Task<CommandResult> QueryAsync() =>
        ProgramProcess.RunClientAsync("query", "models", "--dataset", "day", "--state", _workspace.State, "--format", "json", "--quiet");
}
