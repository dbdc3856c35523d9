using System.Net;
using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;

namespace LlmWorkload.Tests.Providers;

/// <summary>A silo in this process with a storage provider, set up as the programs do.</summary>
public sealed class StorageSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private StorageSilo(IHost host) => _host = host;

    /// <summary>The storage that grains get.</summary>
    public IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Provider);

    /// <summary>Starts the silo.</summary>
    /// <param name="storage">Its storage.</param>
    /// <param name="serviceId">The service that the state belongs to.</param>
    public static async Task<StorageSilo> OpenAsync(WorkloadStorageOptions storage, string serviceId = WorkloadSilo.ServiceId)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(SiloProcess.FreePorts().One, gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddWorkload(storage);
            silo.Configure<ClusterOptions>(cluster => cluster.ServiceId = serviceId);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new StorageSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
