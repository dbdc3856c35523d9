using System.Diagnostics;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Faults;

/// <summary>Silos that end, come, and stand still while a log is being ingested.</summary>
[Collection(ServersCollection.Name)]
public sealed class SiloFaultTests(PostgresServer postgres, FaultyCluster faulty)
{
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(60);
    private static readonly int[] Windows = [50, 100, 200];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_silo_killed_at_any_moment_of_an_ingestion_costs_no_row_and_repeats_none(int seed)
    {
        var cluster = await faulty.RequireAsync(postgres);
        var random = new Random(seed);
        var victim = random.Next(FaultyCluster.Silos);

        await cluster.IngestDisturbedAsync(
            $"killed-{seed}",
            random.NextInt64(1, cluster.Accepted * 3 / 4),
            () => cluster.Cluster.KillAsync(victim),
            () => seed % 2 == 0 ? cluster.Cluster.RestartAsync(victim) : Task.CompletedTask);
    }

    [Fact]
    public async Task Two_silos_of_three_killed_at_once_during_an_ingestion_cost_no_row_and_repeat_none()
    {
        var cluster = await faulty.RequireAsync(postgres);

        await cluster.IngestDisturbedAsync(
            "two-killed", cluster.Accepted / 3, () => Task.WhenAll(cluster.Cluster.KillAsync(0), cluster.Cluster.KillAsync(1)));
    }

    [Fact]
    public async Task A_silo_that_joins_during_an_ingestion_and_one_that_leaves_cost_no_row_and_repeat_none()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var slow = await WriteTrigger.CreateAsync(cluster.Cluster.Connection, "PERFORM pg_sleep(0.1);");

        await cluster.IngestDisturbedAsync("joined", 1, async () =>
        {
            await cluster.Cluster.StartAsync(1);
            (await cluster.Cluster.StopAsync(0)).Succeeded();
        });

        (await cluster.Cluster.RemoveAsync(FaultyCluster.Silos)).Succeeded();
        await cluster.AssertWholeAsync("joined");
    }

    [Fact]
    public async Task Queries_are_answered_while_every_silo_with_a_million_rows_is_restarted_one_by_one_each_within_seconds()
    {
        var cluster = await faulty.RequireAsync(postgres);
        var log = SampleLog.Write(cluster.At("million.csv"), rows: 1_000_000, seed: 13, models: 12, users: 5_000);
        await using var embedded = await ClusterClient.EmbedAsync(cluster.At("million"));
        await Task.WhenAll(embedded.IngestWholeAsync("million", log), cluster.Client.IngestWholeAsync("million", log));
        var expected = new List<byte[]>();
        foreach (var window in Windows) expected.Add(await embedded.DiversityAsync("million", window));

        using var done = new CancellationTokenSource();
        var queries = AskAsync();
        for (var silo = 0; silo < FaultyCluster.Silos; silo++)
        {
            var clock = Stopwatch.StartNew();
            (await cluster.Cluster.StopAsync(silo)).Succeeded();
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
            await cluster.Cluster.RestartAsync(silo);
        }

        await done.CancelAsync();
        Assert.InRange(await queries, Windows.Length, int.MaxValue);

        async Task<int> AskAsync()
        {
            for (var asked = 0; ; asked++)
            {
                if (done.IsCancellationRequested && asked >= Windows.Length) return asked;
                var number = asked % Windows.Length;
                Assert.Equal(expected[number], await cluster.Client.DiversityAsync("million", Windows[number]));
            }
        }
    }

    [Fact]
    public async Task A_silo_that_stood_still_until_the_others_gave_it_up_ends_and_leaves_no_trace_in_the_rows()
    {
        var cluster = await faulty.RequireAsync(postgres);

        await cluster.IngestDisturbedAsync("stood-still", cluster.Accepted / 3, async () =>
        {
            cluster.Cluster.Signal(1, ProgramProcess.Stop);
            await cluster.Cluster.WaitForDeathAsync(1, cluster.Cluster.Connection);
            cluster.Cluster.Signal(1, ProgramProcess.Continue);
        });

        var ended = (await cluster.Cluster.ExitAsync(1)).Failed(1);
        Assert.Equal("llmwl-silo: The other silos have given this silo up. It ends; start it again.\n", ended.Error);
        await cluster.AssertWholeAsync("stood-still");
    }

    [Fact]
    public async Task A_silo_that_stood_still_until_the_others_gave_it_up_never_answers_with_what_it_remembers()
    {
        const int remembered = 2;
        var cluster = await faulty.RequireAsync(postgres);
        var grains = new List<string>();
        await Waiting.ForAsync(
            async () =>
            {
                grains.Add($"remembered-{grains.Count}");
                await cluster.Client.IngestAsync(grains[^1], cluster.Small);
                return await DatasetsOnAsync(cluster, 1) >= remembered;
            },
            LongestRecovery,
            "datasets to be placed on the silo");
        await using var client = await ClusterClient.ConnectAsync(cluster.Cluster.GatewayOf(1));
        var before = await Task.WhenAll(grains.Select(client.DescribeAsync));

        cluster.Cluster.Signal(1, ProgramProcess.Stop);
        await cluster.Cluster.WaitForDeathAsync(1, cluster.Cluster.Connection);
        foreach (var name in grains) await cluster.Client.NameAsync(name, "model/0", "renamed");
        var asked = grains.Select(client.DescribeAsync).ToList();
        cluster.Cluster.Signal(1, ProgramProcess.Continue);
        await cluster.Cluster.ExitAsync(1);
        await cluster.Cluster.RestartAsync(1);

        var after = await Task.WhenAll(asked);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Version + 1, pair.Second.Version));
    }

    private static async Task<int> DatasetsOnAsync(FaultyCluster cluster, int silo)
    {
        var activations = await cluster.Client.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return activations.Count(
            activation => activation.SiloAddress.Endpoint.Port == cluster.Cluster.PortOf(silo)
            && activation.GrainId.Key.ToString()!.StartsWith("d:remembered-", StringComparison.Ordinal));
    }
}
