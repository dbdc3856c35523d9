namespace LlmWorkload.Tests.Faults;

/// <summary>A database that restarts, refuses and stalls while a log is being ingested.</summary>
[Collection(ServersCollection.Name)]
public sealed class StoreFaultTests(PostgresServer postgres, RedisServer redis, FaultyCluster faulty)
{
    private static readonly TimeSpan PastTheTimeOutOfACall = TimeSpan.FromSeconds(11);
    private const int WritesOfOneCall = 2;

    private static readonly int[] Timeouts = [3, 12, 48];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PostgreSQL_restarted_or_killed_during_an_ingestion_costs_no_row_and_repeats_none(bool isKilled)
    {
        var cluster = await faulty.RequireAsync(postgres);

        await cluster.IngestDisturbedAsync(
            $"postgres-{isKilled}", cluster.Accepted / 3, isKilled ? postgres.KillAsync : postgres.StopAsync, postgres.StartAsync);
    }

    [Fact]
    public async Task Questions_asked_while_PostgreSQL_is_away_wait_for_it_and_the_silos_that_were_there_answer_them()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await cluster.Client.IngestAsync("asked", cluster.Small);
        var before = await cluster.Client.DescribeAsync("asked");
        var told = cluster.Client.Notices.Count;

        await postgres.StopAsync();
        var asking = AskAsync();
        await Waiting.ForAsync(() => Task.FromResult(IsNamed()), Longest, "the client to say that it waits for PostgreSQL");
        await postgres.StartAsync();
        await asking;

        Assert.Equal(FaultyCluster.Silos, cluster.Cluster.Running);

        // A silo answers for a moment by what it has read before.
        async Task AskAsync()
        {
            while (!IsNamed()) Assert.Equal(before.Version, (await cluster.Client.DescribeAsync("asked")).Version);
        }

        // On a machine with much to do it may say before that no silo has answered yet.
        bool IsNamed() => cluster.Client.Notices.Skip(told).Any(
            notice => notice.StartsWith("waiting for the cluster: PostgreSQL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_restarted_during_an_ingestion_costs_no_row_and_repeats_none()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var silos = new SharedCluster("Redis", redis.Require().NextDatabase());
        await silos.StartAsync(2);
        await using var client = await ClusterClient.ConnectAsync(silos.Store);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var ingestion = client.IngestAsync("redis", cluster.Log, rows =>
        {
            if (rows >= cluster.Accepted / 3) reached.TrySetResult();
        });
        await Task.WhenAny(reached.Task, ingestion);
        Assert.False(ingestion.IsCompleted);
        await redis.RestartAsync();
        await ingestion;

        await cluster.AssertWholeAsync("redis", client);
    }

    [Fact]
    public async Task Writes_that_the_database_refuses_are_made_again()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var trigger = await WriteTrigger.CreateAsync(
            cluster.Cluster.Connection, "IF number % 20 = 0 THEN RAISE EXCEPTION 'the disk is made of paper'; END IF;");

        await cluster.Client.IngestAsync("refused", cluster.Log);

        Assert.True(await trigger.WritesAsync() > 40);
        await cluster.AssertWholeAsync("refused");
    }

    [Fact]
    public async Task A_write_that_the_database_will_never_take_ends_the_ingestion_at_once_in_its_words()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var trigger = await WriteTrigger.CreateAsync(
            cluster.Cluster.Connection, "RAISE EXCEPTION 'no pen for llmwl' USING ERRCODE = 'insufficient_privilege';");
        var told = cluster.Client.Notices.Count;

        var refused = await Assert.ThrowsAsync<WorkloadException>(() => cluster.Client.IngestAsync("never", cluster.Log));

        Assert.Equal("PostgreSQL refuses: no pen for llmwl", refused.Message);
        Assert.Equal(told, cluster.Client.Notices.Count);
        Assert.InRange(await trigger.WritesAsync(), 1, WritesOfOneCall);
    }

    [Fact]
    public async Task Writes_that_take_longer_than_a_call_waits_are_not_made_twice()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var trigger = await WriteTrigger.CreateAsync(
            cluster.Cluster.Connection,
            $"IF number = 30 THEN PERFORM pg_sleep({PastTheTimeOutOfACall.TotalSeconds:0}); ELSIF number % 60 = 0 THEN PERFORM "
                + "pg_sleep(0.3); END IF;");

        await cluster.Client.IngestAsync("slow", cluster.Log);

        Assert.True(await trigger.WritesAsync() > 60);
        await cluster.AssertWholeAsync("slow");
    }

    [Fact]
    public async Task A_database_that_stays_away_is_named_in_one_line_when_the_time_is_up()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await postgres.StopAsync();
        string[] lines;
        try
        {
            lines = await GiveUpAsync(cluster);
        }
        finally
        {
            await postgres.StartAsync();
        }

        Assert.Contains(lines, line => line.StartsWith("waiting for the cluster: PostgreSQL cannot be used: ", StringComparison.Ordinal));
        Assert.Matches("^llmwl: The cluster did not answer within [0-9]+ seconds: PostgreSQL cannot be used: ", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    // A silo on a machine with much to do takes longer than the shortest time to find that its database is away; until then nobody can name
    // it.
    private static async Task<string[]> GiveUpAsync(FaultyCluster cluster)
    {
        string[] lines = [];
        foreach (var timeout in Timeouts)
        {
            var failed = await ProgramProcess.RunClientAsync(
                "ingest", cluster.Log, "--dataset", "nowhere", "--cluster", cluster.Cluster.Gateways, "--timeout", $"{timeout}");
            lines = failed.Failed(1).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines[^1].Contains("PostgreSQL", StringComparison.Ordinal)) break;
        }

        return lines;
    }
}
