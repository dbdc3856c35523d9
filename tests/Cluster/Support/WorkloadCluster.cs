using System.Net;
using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Hosting;
using LlmWorkload.Output;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;

namespace LlmWorkload.Tests;

/// <summary>A silo in this process over a state folder, set up as the client's own is, whose storage can be told to fail.</summary>
public sealed class WorkloadCluster : IAsyncLifetime
{
    private readonly TemporaryFolder? _owned;
    private readonly string _state;
    private IHost _host = null!;

    /// <summary>A silo over a state folder of its own, which goes with it.</summary>
    public WorkloadCluster()
    {
        _owned = new TemporaryFolder();
        _state = _owned.At("state");
    }

    private WorkloadCluster(string state) => _state = state;

    /// <summary>When its storage fails.</summary>
    internal StorageFaults Faults { get; } = new();

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The grains' storage.</summary>
    public IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Provider);

    /// <summary>Starts a silo over a state folder that stays when it stops.</summary>
    public static async Task<WorkloadCluster> OpenAsync(string state)
    {
        var cluster = new WorkloadCluster(state);
        await cluster.InitializeAsync();
        return cluster;
    }

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(SiloProcess.FreePorts().One, gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddWorkload(new WorkloadStorageOptions { Path = _state });
            WorkloadConnection.AddRepeatedCalls(
                silo.Services, isEmbedded: true, TimeSpan.FromSeconds(30),
                new WaitingNotice(null, TimeProvider.System), CancellationToken.None);
            Wrap(silo.Services);
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _owned?.Dispose();
    }

    /// <summary>Stops the silo and starts another over the same state.</summary>
    public async Task RestartAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await InitializeAsync();
    }

    /// <summary>Writes analyses of a dataset into a folder.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="top">Models that get figures; 0 for numbers only.</param>
    /// <returns>The folder.</returns>
    public async Task<string> WriteAsync(string dataset, string folder, int top = 0)
    {
        var figures = new FigureFolder(folder, Grains, dataset, FigureForm.Of(FigureFormat.Png), draws: top > 0);
        foreach (var analysis in (string[])["overview", "users", "tokens"])
            await figures.WriteAsync(analysis, new AnalysisOptions(top == 0 ? 20 : top), CancellationToken.None);
        return folder;
    }

    private void Wrap(IServiceCollection services)
    {
        var real = services.Last(
            service => service.IsKeyedService && service.ServiceType == typeof(IGrainStorage) && Equals(
            service.ServiceKey, StorageNames.Provider));
        services.Remove(real);
        services.AddKeyedSingleton<IGrainStorage>(
            StorageNames.Provider, (provider, key) =>
                new FaultyStorage((IGrainStorage)real.KeyedImplementationFactory!(provider, key), Faults));
    }
}
