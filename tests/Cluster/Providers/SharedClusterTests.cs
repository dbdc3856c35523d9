using System.Diagnostics;

namespace LlmWorkload.Tests.Providers;

/// <summary>Several silos, in processes of their own, that come and go.</summary>
[Collection(ServersCollection.Name)]
public sealed class SharedClusterTests(PostgresServer postgres, RedisServer redis) : IDisposable
{
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Providers => ["Postgres", "Redis"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_one_silo_stored_another_answers_when_the_first_is_killed_and_when_all_are(string provider)
    {
        await using var cluster = new SharedCluster(provider, await ConnectionAsync(provider));
        await cluster.StartAsync(2);
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 2_000, seed: 3);
        (await ProgramProcess.RunClientAsync("ingest", file, "--dataset", "d", "--cluster", cluster.Store)).Succeeded();
        (await ProgramProcess.RunClientAsync("ingest", file, "--dataset", "d", "--state", _folder.At("state"))).Succeeded();
        string[] query = ["query", "overview", "--dataset", "d", "--format", "json"];
        var expected = (await ProgramProcess.RunClientAsync([.. query, "--state", _folder.At("state")])).Succeeded().Output;
        Assert.Equal(expected, (await ProgramProcess.RunClientAsync([.. query, "--cluster", cluster.Gateways])).Succeeded().Output);

        await cluster.KillAsync(0);
        Assert.Equal(expected, (await AnswerAsync([.. query, "--cluster", cluster.Gateways])).Output);
        Assert.Equal(expected, (await AnswerAsync([.. query, "--cluster", cluster.Store])).Output);

        await cluster.KillAsync(1);
        await cluster.StartAsync(1);
        Assert.Equal(expected, (await AnswerAsync([.. query, "--cluster", cluster.Store])).Output);
        (await cluster.StopAsync(2)).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task State_outlives_a_server_that_is_killed_and_silos_find_it_again(string provider)
    {
        await using var cluster = new SharedCluster(provider, await ConnectionAsync(provider));
        await cluster.StartAsync(1);
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 500, seed: 4);
        (await ProgramProcess.RunClientAsync("ingest", file, "--dataset", "d", "--cluster", cluster.Gateways)).Succeeded();

        await (provider == "Postgres" ? postgres.KillAsync() : redis.KillAsync());
        await (provider == "Postgres" ? postgres.StartAsync() : redis.StartAsync());

        var other = SampleLog.Write(_folder.At("other.csv"), rows: 500, seed: 5);
        (await AnswerAsync("ingest", other, "--dataset", "d", "--cluster", cluster.Gateways)).Succeeded();
        var list =
            (await ProgramProcess.RunClientAsync("datasets", "show", "d", "--format", "csv", "--cluster", cluster.Store)).Succeeded();
        Assert.Contains("log.csv", list.Output);
        Assert.Contains("other.csv", list.Output);
    }

    // A call to a grain of a silo that was lost fails until the cluster has given that silo up.
    private static async Task<CommandResult> AnswerAsync(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var result = await ProgramProcess.RunClientAsync(arguments);
            if (result.ExitCode == 0 || clock.Elapsed > LongestRecovery) return result.Succeeded();
        }
    }

    private async Task<string> ConnectionAsync(string provider) =>
        provider == "Postgres" ? await postgres.Require().CreateReadyDatabaseAsync() : redis.Require().NextDatabase();
}
