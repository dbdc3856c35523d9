namespace LlmWorkload.Tests;

/// <summary>A silo that dies under a client, both in processes of their own.</summary>
public sealed class LostSiloTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_ingestion_outlives_a_silo_that_is_killed_and_started_again()
    {
        using var growth = new StateGrowth(silo.State, 500_000);
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 10_000, seed: 8, users: 200);
        string[] analyze = ["analyze", file, "--dataset", "d", "--chunk-records", "200", "--top", "0"];
        var clustered = ProgramProcess.RunClientAsync([.. analyze, "-o", _folder.At("clustered"), "--cluster", silo.Gateway]);
        await silo.KillAndRestartAsync(growth.Reached, "500 kB were written");
        (await clustered).Succeeded();
        (await ProgramProcess.RunClientAsync([.. analyze, "-o", _folder.At("embedded"), "--state", _folder.At("state")])).Succeeded();

        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
    }
}
