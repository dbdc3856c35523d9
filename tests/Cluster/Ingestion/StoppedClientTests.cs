namespace LlmWorkload.Tests;

/// <summary>The real program, stopped while it ingests.</summary>
public sealed class StoppedClientTests : IDisposable
{
    // So many that a signal arrives long before the last, also where other programs keep the processors.
    private const int Rows = 20_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_client_killed_at_any_moment_goes_on_to_the_output_of_an_undisturbed_one()
    {
        var (file, logBytes) = await UndisturbedAsync(top: 0);
        foreach (var part in (double[])[0.01, 0.3, 0.7])
        {
            var state = $"killed-{part}";
            Assert.Equal(128 + ProgramProcess.Kill, (await StopAsync(file, state, (long)(part * logBytes), ProgramProcess.Kill)).ExitCode);
            await AssertGoesOnAsync(file, state, top: 0);
        }
    }

    [Fact]
    public async Task An_interrupted_client_says_so_and_goes_on_to_the_output_of_an_undisturbed_one()
    {
        var (file, logBytes) = await UndisturbedAsync(top: 1);

        var interrupted = (await StopAsync(file, "interrupted", logBytes / 10, ProgramProcess.Interrupt)).Failed(130);

        Assert.Contains("interrupted; what is stored stays", interrupted.Error);
        await AssertGoesOnAsync(file, "interrupted", top: 1);
    }

    private string[] Ingest(string file, string state) =>
        ["ingest", file, "--dataset", "d", "--chunk-records", "200", "--state", _folder.At(state)];

    private async Task<(string File, long LogBytes)> UndisturbedAsync(int top)
    {
        var file = SampleLog.Write(_folder.At("log.csv"), Rows, seed: 9, users: 200);
        (await ProgramProcess.RunClientAsync(Ingest(file, "undisturbed"))).Succeeded();
        var logBytes = StateGrowth.LogBytes(_folder.At("undisturbed"));
        await AnalyzeAsync(file, "undisturbed", top);
        return (file, logBytes);
    }

    private async Task<CommandResult> StopAsync(string file, string state, long logBytes, int signal)
    {
        using var growth = new StateGrowth(_folder.At(state), logBytes);
        using var client = ProgramProcess.Client(Ingest(file, state));
        await client.SignalAtAsync(growth.Reached, signal, $"{logBytes:N0} bytes were written to {state}");
        return await client.ExitAsync();
    }

    private async Task AssertGoesOnAsync(string file, string state, int top)
    {
        var resumed = await AnalyzeAsync(file, state, top);
        Assert.DoesNotContain("already ingested", resumed.Error);
        OutputFolders.AssertSame(_folder.At("undisturbed.out"), _folder.At($"{state}.out"));
    }

    private async Task<CommandResult> AnalyzeAsync(string file, string state, int top) =>
        (await CommandLine.RunAsync("analyze", file, "--dataset", "d", "--top", $"{top}", "--state", _folder.At(state), "-o",
            _folder.At($"{state}.out"))).Succeeded();
}
