using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
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
        foreach (var silo in _cluster.Silos) await SeesAllAsync(_cluster.GetSiloServiceProvider(silo.SiloAddress));
    }

    /// <summary>Until it does, a silo places grains on the silos it knows of alone.</summary>
    private async Task SeesAllAsync(IServiceProvider silo)
    {
        var manifest = silo.GetRequiredService<IClusterManifestProvider>();
        for (var end = DateTime.UtcNow.AddMinutes(1); manifest.Current.Silos.Count < _cluster.Silos.Count; await Task.Delay(20))
            if (DateTime.UtcNow > end) throw new TimeoutException("A silo does not see the others.");
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
