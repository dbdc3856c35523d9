namespace LlmWorkload.Tests.Faults;

/// <summary>
/// Three silos over PostgreSQL that tests do bad things to, a client of them, and what an undisturbed ingestion of the same log comes to.
/// </summary>
public sealed class FaultyCluster : IAsyncLifetime
{
    /// <summary>Silos between tests.</summary>
    public const int Silos = 3;

    private const int Records = 20_000;

    private readonly TemporaryFolder _folder = new();
    private SharedCluster? _cluster;
    private ClusterClient? _client;

    /// <summary>The log that is ingested.</summary>
    public string Log { get; private set; } = "";

    /// <summary>A log of a few rows.</summary>
    public string Small { get; private set; } = "";

    /// <summary>Rows that the log has, without those that are rejected.</summary>
    public long Accepted { get; private set; }

    /// <summary>The numbers of an embedded cluster that nothing happened to.</summary>
    internal string Expected => At("expected");

    /// <summary>The silos.</summary>
    internal SharedCluster Cluster => _cluster!;

    /// <summary>A client that stays connected through every test.</summary>
    internal ClusterClient Client => _client!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The cluster with all its silos; the test is skipped where PostgreSQL is not installed.</summary>
    public async Task<FaultyCluster> RequireAsync(PostgresServer postgres)
    {
        postgres.Require();
        if (_cluster is null)
        {
            Log = SampleLog.Write(At("log.csv"), Records, seed: 11, users: 300);
            Small = SampleLog.Write(At("small.csv"), rows: 50, seed: 12);
            await using (var embedded = await ClusterClient.EmbedAsync(At("state")))
            {
                Accepted = (await embedded.IngestAsync("undisturbed", Log)).Catalog.Rows;
                await embedded.WriteAsync("undisturbed", Expected);
            }

            _cluster = new SharedCluster("Postgres", await postgres.CreateReadyDatabaseAsync());
            await _cluster.StartAsync(Silos);
            _client = await ClusterClient.ConnectAsync(_cluster.Store);
        }

        await _cluster.RestartEndedAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
        if (_cluster is not null) await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Ingests the log while something happens to the cluster, and asserts that every row is in, once.</summary>
    /// <param name="dataset">A name of its own.</param>
    /// <param name="atRow">When so many rows are stored, it happens.</param>
    /// <param name="strike">What happens; the ingestion must not be done by then.</param>
    /// <param name="mend">What is done about it.</param>
    internal async Task IngestDisturbedAsync(string dataset, long atRow, Func<Task> strike, Func<Task>? mend = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ingestion = Client.IngestAsync(dataset, Log, rows =>
        {
            if (rows >= atRow) reached.TrySetResult();
        });
        await Task.WhenAny(reached.Task, ingestion);
        await strike();
        Assert.False(ingestion.IsCompleted, "The ingestion ended before anything happened.");
        await Task.WhenAll(mend?.Invoke() ?? Task.CompletedTask, ingestion);
        await AssertWholeAsync(dataset);
    }

    /// <summary>Asserts that a dataset has the log's rows, each once, and gives the numbers of an undisturbed one, byte for byte.</summary>
    internal async Task AssertWholeAsync(string dataset, ClusterClient? client = null)
    {
        client ??= Client;
        var catalog = await client.DescribeAsync(dataset);
        Assert.Equal((Accepted, true), (catalog.Rows, catalog.Files[0].Complete));
        OutputFolders.AssertSame(Expected, await client.WriteAsync(dataset, At(dataset)));
    }

    /// <summary>A path in the tests' folder.</summary>
    internal string At(string name) => _folder.At(name);
}
