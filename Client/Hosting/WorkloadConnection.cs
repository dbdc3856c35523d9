using System.Net;
using System.Net.Sockets;
using LlmWorkload.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Polly;

namespace LlmWorkload.Hosting;

/// <summary>
/// A command's way to the grains: a silo in this process, or a running cluster. The grains and their storage are the same either way.
/// </summary>
internal sealed class WorkloadConnection : IAsyncDisposable
{
    private static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<IGrainFactory?> Served = new();

    private readonly IHost? _host;
    private readonly Func<Action<IClientBuilder>, IHost>? _buildClient;

    private WorkloadConnection(IHost host, Func<Action<IClientBuilder>, IHost>? buildClient)
    {
        (_host, _buildClient) = (host, buildClient);
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    private WorkloadConnection(IGrainFactory grains) => Grains = grains;

    /// <summary>The grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>
    /// Connects to a cluster, which is waited for; or to the silo that has the state folder open and takes clients; else starts a silo.
    /// </summary>
    /// <param name="options">Which, and how long it is waited for: now, and by every call later.</param>
    /// <param name="cancellationToken">Ends the waiting, now and later.</param>
    /// <exception cref="WorkloadException">The state folder cannot be used, or no silo answers.</exception>
    public static async Task<WorkloadConnection> OpenAsync(ConnectionOptions options, CancellationToken cancellationToken)
    {
        if (Served.Value is { } served) return new WorkloadConnection(served);
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var clusterId = environment["Silo:ClusterId"] ?? EmbeddedCluster.DefaultClusterId;
        if (options.Cluster is null && await EmbeddedCluster.FindRunningAsync(options.Storage, options.State) is { } running)
            (options, clusterId) = (options with { Cluster = running.Gateway }, running.ClusterId);
        if (options is { OnlyAsks: true, Cluster: null, State: { } state } && EmbeddedCluster.HasFolder(options.Storage)
            && !Path.Exists(state))
            throw new WorkloadException($"There is no dataset yet: {state} is no folder. Ingest a file first: llmwl ingest FILE")
            {
                IsInput = true,
            };
        var cluster = options.Cluster is null ? null : ClusterAddress.Parse(options.Cluster, environment);
        var tls = cluster is null || options.Tls is null
            ? null
            : new MutualTls(options.Tls, [Purpose.Client], TimeProvider.System, NullLogger.Instance);
        Func<Action<IClientBuilder>, IHost>? buildClient = cluster is null
            ? null
            : configure => BuildClient(options, clusterId, tls, configure);
        var closed = new ClosedConnection(tls);
        var host = buildClient is null ? BuildSilo(options, environment, cancellationToken) : buildClient(
            client => Connect(client, options, cluster!, closed, cancellationToken));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (cluster is not null) patience.CancelAfter(options.Patience + Grace); // a gateway may take a connection and never say a word
        try
        {
            await host.StartAsync(patience.Token);
            return new WorkloadConnection(host, buildClient);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested)
        {
            // Orleans has a failure of its own for a start that is ended. The program ends, too: what has half started is not waited for.
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (Exception failure)
        {
            await DisposeAsync(host);
            if (PassingFailure.Cause<WorkloadException>(failure) is { } explained)
                throw new WorkloadException(explained.Message, failure) { IsInput = explained.IsInput };
            if (Found(failure, cluster) is { } found) throw new WorkloadException(found.Words, failure);
            var words = failure is OperationCanceledException
                ? closed.Words ?? "what listens there says nothing."
                : closed.After(failure) ?? failure.GetBaseException().Message;
            if (cluster is not null) throw new WorkloadException($"No silo answers at {cluster.Name}: {words}", failure);
            throw;
        }
    }

    /// <summary>Has the commands that are run from here on, in this flow, use the grains of the silo in this process.</summary>
    public static void Serve(IGrainFactory grains) => Served.Value = grains;

    /// <summary>
    /// Connections to every silo on its own, for calls that carry many rows; null where there is one silo, in this process.
    /// </summary>
    /// <param name="cancellationToken">Ends the attempts to connect.</param>
    public SiloConnections? ConnectToSilos(CancellationToken cancellationToken) =>
        _buildClient is null ? null : new SiloConnections(Grains, _buildClient, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is null) return;
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static IHost BuildSilo(ConnectionOptions options, IConfiguration environment, CancellationToken cancellationToken)
    {
        var builder = NewBuilder(options);

        // Nobody reads what Polly counts of Orleans' retries in a silo of one command. To set that up takes it a fortieth of a second.
        builder.Services.AddTransient<ResiliencePipelineBuilder>();
        builder.UseOrleans(silo =>
        {
            // Nobody connects to this silo: it has no gateway, and its own port is any free one on loopback.
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
            EmbeddedCluster.AddTo(silo, options.Storage, options.State, options.OnlyWrites, environment);
            AddRepeatedCalls(silo.Services, isEmbedded: true, options.Patience, new WaitingNotice(options.Waiting, TimeProvider.System),
                cancellationToken);
        });
        return builder.Build();
    }

    private static IHost BuildClient(ConnectionOptions options, string clusterId, MutualTls? tls, Action<IClientBuilder> configure)
    {
        var builder = NewBuilder(options);
        builder.UseOrleansClient(client =>
        {
            EmbeddedCluster.AddTo(client, clusterId);
            if (tls is not null) client.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(tls.UseAsClient));
            configure(client);
        });
        return builder.Build();
    }

    // To any of the cluster's silos, with patience.
    private static void Connect(
        IClientBuilder client, ConnectionOptions options, ClusterAddress address, ClosedConnection closed,
        CancellationToken cancellationToken)
    {
        address.AddTo(client);
        var notice = new WaitingNotice(options.Waiting, TimeProvider.System);
        AddRepeatedCalls(client.Services, isEmbedded: false, options.Patience, notice, cancellationToken);
        var since = TimeProvider.System.GetTimestamp();
        client.UseConnectionRetryFilter(async (failure, stop) =>
        {
            var found = Found(failure, address);
            if (found is { Passes: false } || closed.IsFinal) return false;
            if (TimeProvider.System.GetElapsedTime(since) + ConnectPause > options.Patience) return false;
            var why = closed.After(failure) is { } words ? $": {words}" : "";
            notice.Tell(found?.Words ?? $"no silo answers at {address.Name}{why}", since);
            await Task.Delay(ConnectPause, stop);
            return true;
        });
    }

    /// <summary>Makes a client, or a silo that is its own client, repeat calls.</summary>
    internal static void AddRepeatedCalls(
        IServiceCollection services, bool isEmbedded, TimeSpan patience, WaitingNotice notice, CancellationToken cancellationToken) =>
        services.AddSingleton<IOutgoingGrainCallFilter>(
            provider => new RepeatedCalls(provider, isEmbedded, patience, notice, TimeProvider.System, cancellationToken));

    private static StoreFailure? Found(Exception failure, ClusterAddress? address) =>
        failure.Causes().Select(cause => address?.Explain(cause)).FirstOrDefault(found => found is not null);

    private static HostApplicationBuilder NewBuilder(ConnectionOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Logging.ClearProviders();
        if (options.Verbose)
        {
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        }

        return builder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Disposes of a host.</summary>
    internal static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
        else host.Dispose();
    }

    /// <summary>The command decides when its silo stops, not the terminal: Ctrl-C ends the command's work first.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
