using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Orleans.Storage;

namespace LlmWorkload.Tests.Providers;

/// <summary>A silo for each storage provider that a test has asked for; they end with the collection.</summary>
public sealed class StorageSilos : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, StorageSilo> _open = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _open.Values) await silo.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The storage of a provider; the test is skipped where its server is not installed.</summary>
    public async Task<IGrainStorage> StorageAsync(string provider, PostgresServer postgres, RedisServer redis)
    {
        if (!_open.TryGetValue(provider, out var silo))
        {
            var connection = provider switch
            {
                "Postgres" => await postgres.Require().CreateReadyDatabaseAsync(),
                "Redis" => redis.Require().NextDatabase(),
                _ => "",
            };
            silo = await StorageSilo.OpenAsync(
                new WorkloadStorageOptions { Provider = provider, Path = _folder.At("state"), ConnectionString = connection });
            _open.Add(provider, silo);
        }

        return silo.Storage;
    }
}
