using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Storage;
using LlmWorkload.Tests.Providers;

namespace LlmWorkload.Tests.Faults;

/// <summary>A record of rows that is gone from PostgreSQL or Redis, as a server that evicts would have it.</summary>
[Collection(ServersCollection.Name)]
public sealed class LostRecordTests(PostgresServer postgres, RedisServer redis) : IDisposable
{
    private static readonly DatasetOptions Options = new(Partitions: 2, ChunkRecords: 500, ModelParts: 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Postgres")]
    [InlineData("Redis")]
    public async Task Questions_are_refused_with_the_remedy_and_the_dataset_is_dropped_to_the_last_record_or_loaded_anew(string provider)
    {
        var connection = provider == "Redis" ? redis.Require().NextDatabase() : await postgres.Require().CreateReadyDatabaseAsync();
        var log = SampleLog.Write(_folder.At("log.csv"), rows: 20_000, seed: 18, models: 3);
        await using var silos = new SharedCluster(provider, connection);
        await silos.StartAsync(1);
        var catalogs = await IngestAsync(silos, log);
        (await silos.StopAsync(0)).Succeeded(); // what is in memory is not lost
        await using (var storage = await StorageSilo.OpenAsync(
            new WorkloadStorageOptions { Provider = provider, ConnectionString = connection }))
        {
            foreach (var (kind, catalog) in catalogs) await LostRows.LoseAsync(storage.Storage, catalog, kind);
        }

        await silos.RestartAsync(0);

        foreach (var (kind, question) in (IEnumerable<(string, string)>)[("model", "models"), ("part", "overview"), ("partition", "users")])
        {
            var refused = (await RunAsync(silos, "query", question, "--dataset", kind)).Failed(1);
            Assert.Empty(refused.Output);
            Assert.Contains($"The dataset '{kind}' has lost rows: ", refused.Error, StringComparison.Ordinal);
            Assert.Contains("--reload", refused.Error, StringComparison.Ordinal);
        }

        foreach (var kind in (string[])["model", "partition"]) (await RunAsync(silos, "datasets", "drop", kind)).Succeeded();
        (await RunAsync(silos, "ingest", log, "--dataset", "part", "--reload", "--chunk-records", "500", "--partitions", "2")).Succeeded();
        (await RunAsync(silos, "query", "overview", "--dataset", "part")).Succeeded();
        (await silos.StopAsync(0)).Succeeded();
        await using var after = await StorageSilo.OpenAsync(
            new WorkloadStorageOptions { Provider = provider, ConnectionString = connection });
        foreach (var catalog in catalogs.Values) Assert.Equal(0, await LostRows.CountAsync(after.Storage, catalog));
    }

    private static async Task<Dictionary<string, DatasetCatalog>> IngestAsync(SharedCluster silos, string log)
    {
        await using var client = await ClusterClient.ConnectAsync(silos.Gateways);
        var catalogs = new Dictionary<string, DatasetCatalog>();
        foreach (var kind in (string[])["model", "part", "partition"])
        {
            var request = new IngestRequest
            { Files = [log], Dataset = kind, Options = kind == "part" ? Options with { ModelParts = 2 } : Options };
            catalogs.Add(kind, (await new LogIngestor(client.Grains).IngestAsync(request)).Catalog);
        }

        return catalogs;
    }

    private static Task<CommandResult> RunAsync(SharedCluster silos, params string[] arguments) =>
        ProgramProcess.RunClientAsync([.. arguments, "--cluster", silos.Gateways]);
}
