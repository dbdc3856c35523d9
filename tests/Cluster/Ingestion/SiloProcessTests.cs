namespace LlmWorkload.Tests;

public sealed class SiloProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_silo_of_its_own_gives_what_the_embedded_one_gives_and_stops_cleanly()
    {
        await using var silo = new SiloProcess();
        await silo.InitializeAsync();
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 3_000, seed: 6);
        string[] clustered = ["--cluster", silo.Gateway];
        string[] embedded = ["--state", _folder.At("state")];
        string[] analyze = ["analyze", file, "--dataset", "d", "--chunk-records", "500", "--top", "1"];
        await RunAsync([.. analyze, "-o", _folder.At("clustered"), .. clustered]);
        await RunAsync([.. analyze, "-o", _folder.At("embedded"), .. embedded]);

        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
        foreach (var query in (string[][])
            [
                ["query", "overview", "--format", "json"],
                ["query", "models", "--format", "csv"],
                ["query", "model", "model/1", "--format", "json"],
                ["query", "users", "--format", "csv"],
                ["query", "user", "user-001", "--format", "json"],
                ["query", "datasets", "--format", "csv"],
                ["datasets", "list", "--format", "json"],
                ["datasets", "show", "d", "--format", "csv"],
            ])
        {
            Assert.Equal((await RunAsync([.. query, .. embedded])).Output, (await RunAsync([.. query, .. clustered])).Output);
        }

        Assert.Contains("\"model_parts\": 1", (await RunAsync(["datasets", "show", "d", "--format", "json", .. embedded])).Output);
        Assert.Contains("\"model_parts\": 8", (await RunAsync(["datasets", "show", "d", "--format", "json", .. clustered])).Output);
        Assert.Contains("\"balance\": 1\n", (await RunAsync(["query", "cluster", "--format", "json", .. clustered])).Output);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        (await silo.StopAsync()).Succeeded();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_said_to_be_so()
    {
        var gateway = $"127.0.0.1:{SiloProcess.FreePorts().One}";

        var failed = (await CommandLine.RunAsync("query", "datasets", "--cluster", gateway, "--timeout", "2")).Failed(1);

        Assert.Contains($"No silo answers at {gateway}", failed.Error);
    }

    [Theory]
    [InlineData("Silo:Port", "99999")]
    [InlineData("Silo:GatewayPort", "many")]
    [InlineData("Silo:Address", "nowhere")]
    [InlineData("Storage:Provider", "Paper")]
    [InlineData("Storage:Sync", "perhaps")]
    public async Task A_setting_that_cannot_work_is_refused_and_named(string setting, string value)
    {
        using var silo = ProgramProcess.Silo($"--Storage:Path={_folder.At("state")}", $"--{setting}={value}");

        var refused = (await silo.ExitAsync()).Failed(2);

        Assert.Contains(setting, refused.Error);
        Assert.Contains(value, refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
    }

    private static async Task<CommandResult> RunAsync(params string[] arguments) => (await CommandLine.RunAsync(arguments)).Succeeded();
}
