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
