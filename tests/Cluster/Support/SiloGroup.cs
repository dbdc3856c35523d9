using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Orleans.TestingHost;

namespace LlmWorkload.Tests;

/// <summary>Three silos in this process that share their storage, and a client of all three.</summary>
public sealed class SiloGroup : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    /// <summary>The grains, as the client sees them.</summary>
    public IGrainFactory Grains => _cluster.Client;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.ConfigureSilo((_, silo) => silo.AddWorkload(new WorkloadStorageOptions { Provider = "Memory" }));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
