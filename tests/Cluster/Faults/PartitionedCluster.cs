using System.Globalization;

namespace LlmWorkload.Tests.Faults;

/// <summary>Silos on machines of their own, and PostgreSQL and clients on one more, on a network that the test cuts.</summary>
internal sealed class PartitionedCluster : IAsyncDisposable
{
    private const int Silos = 3;
    private const int Records = 10_000;
    private const int WritesBeforeTheCut = 100;
    private const int HttpPort = 8080;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly NamespacedNetwork _network;
    private readonly PostgresServer _postgres;
    private SharedCluster? _cluster;

    private PartitionedCluster(NamespacedNetwork network) => (_network, _postgres) = (network, new PostgresServer(network.Machines[Silos]));

    /// <summary>The silo that the network is cut to; it is there before the others.</summary>
    public const int Lost = 0;

    /// <summary>The silos.</summary>
    public SharedCluster Cluster => _cluster!;

    /// <summary>The gateways of the other silos, as <c>--cluster</c> takes them.</summary>
    public string OtherGateways => string.Join(',', Enumerable.Range(Lost + 1, Silos - 1).Select(Cluster.GatewayOf));

    private Machine Home => _network.Machines[Silos];

    private string Database => _postgres.Here(Cluster.Connection);

    /// <summary>
    /// Starts the silo that will be lost; the test is skipped where PostgreSQL is not installed or network namespaces cannot be made.
    /// </summary>
    public static async Task<PartitionedCluster> RequireAsync(PostgresServer postgres)
    {
        postgres.Require();
        var cluster = new PartitionedCluster(await NamespacedNetwork.RequireAsync(Silos + 1));
        try
        {
            await cluster._postgres.InitializeAsync();
            cluster._cluster = new SharedCluster("Postgres", await cluster._postgres.CreateReadyDatabaseAsync(), cluster._network.Machines, $"--Http:Port={HttpPort}");
            await cluster._cluster.StartAsync(1);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the other silos.</summary>
    public Task StartOthersAsync() => Cluster.StartAsync(Silos - 1);

    /// <summary>Cuts the silo off from the others.</summary>
    public Task CutFromSilosAsync() => CutAsync([.. _network.Machines.Take(Silos)]);

    /// <summary>Cuts the silo off from the others, the database and the clients.</summary>
    public Task CutFromAllAsync() => CutAsync(_network.Machines);

    /// <summary>Mends the network.</summary>
    public Task HealAsync() => _network.HealAsync();

    /// <summary>Completes when the others have given the silo up.</summary>
    public Task WaitForDeathAsync() => Cluster.WaitForDeathAsync(Lost, Database);

    /// <summary>Completes when the silo has ended, which must have been for a failure.</summary>
    public async Task WaitForEndAsync() => (await Cluster.ExitAsync(Lost)).Failed(1);

    /// <summary>Writes a log.</summary>
    public string Log(int seed) => SampleLog.Write(_folder.At($"log-{seed}.csv"), Records, seed, users: 300);

    /// <summary>Starts the client's program beside the database.</summary>
    public ProgramProcess Client(params string[] arguments) => ProgramProcess.Client(Home, arguments);

    /// <summary>Runs the client's program beside the database.</summary>
    public Task<CommandResult> RunClientAsync(params string[] arguments) => ProgramProcess.RunClientAsync(Home, arguments);

    /// <summary>
    /// Asks the silo that is lost over HTTP, beside it: within milliseconds, where the client's program must start first.
    /// </summary>
    /// <param name="path">What is asked, below <c>/api/v1/</c>.</param>
    /// <param name="seconds">How long to wait.</param>
    /// <returns>The body; it failed unless the silo answered with success.</returns>
    public Task<CommandResult> AskLostAsync(string path, int seconds) => Tool.RunAsync(
        new Dictionary<string, string>(),
        [.. _network.Machines[Lost].Launcher, "curl", "--silent", "--show-error", "--fail", "--max-time", seconds.ToString(CultureInfo.InvariantCulture),
            $"http://127.0.0.1:{HttpPort}/api/v1/{path}"]);

    /// <summary>What brings a log into a dataset.</summary>
    public static string[] Ingest(string dataset, string log) =>
        ["ingest", log, "--dataset", dataset, "--chunk-records", "250", "--partitions", "8"];

    /// <summary>Ingests a log while the network is cut, and asserts that every row is in, once.</summary>
    /// <param name="cut">What happens to the network.</param>
    /// <param name="then">What happens next, while the ingestion goes on.</param>
    public async Task IngestDisturbedAsync(Func<Task> cut, Func<Task> then)
    {
        const string dataset = "disturbed";
        var log = Log(seed: 31);
        await using (var slow = await WriteTrigger.CreateAsync(Database, "PERFORM pg_sleep(0.01);"))
        {
            string[] command = [.. Ingest(dataset, log), "--cluster", Cluster.Store];
            using var ingestion = Client(command);
            await Waiting.ForAsync(async () => await slow.WritesAsync() >= WritesBeforeTheCut, Longest, "the first rows to be stored");
            await cut();
            Assert.False(ingestion.HasExited, "The ingestion ended before anything happened.");
            await then();

            (await ingestion.ExitAsync()).Succeeded();
        }

        await AssertWholeAsync(dataset, Cluster.Store, log);
    }

    /// <summary>Asserts that a cluster gives the numbers of an embedded one that nothing happened to, byte for byte.</summary>
    public async Task AssertWholeAsync(string dataset, string cluster, params string[] logs)
    {
        await Task.WhenAll(EmbedAsync(), AnalyzeAsync(Home, "actual", "--cluster", cluster));
        OutputFolders.AssertSame(_folder.At("expected"), _folder.At("actual"));

        async Task EmbedAsync()
        {
            string[] state = ["--state", _folder.At("state")];
            foreach (var log in logs) (await ProgramProcess.RunClientAsync([.. Ingest(dataset, log), .. state])).Succeeded();
            await AnalyzeAsync(Machine.Here, "expected", state);
        }

        async Task AnalyzeAsync(Machine machine, string output, params string[] where) => (await ProgramProcess.RunClientAsync(
            machine,
            ["analyze", .. logs, "--dataset", dataset, "--only", string.Join(',', ClusterClient.Compared), "--top", "0", "--output",
                _folder.At(output), .. where])).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_cluster is not null) await _cluster.DisposeAsync();
            await _postgres.DisposeAsync();
        }
        finally
        {
            await _network.DisposeAsync();
            _folder.Dispose();
        }
    }

    private Task CutAsync(IReadOnlyList<Machine> reachable) =>
        _network.CutAsync(_network.Machines[Lost], [.. reachable.Where((_, machine) => machine != Lost)]);
}
