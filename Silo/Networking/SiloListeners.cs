using LlmWorkload.Certificates;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace LlmWorkload.Networking;

/// <summary>
/// Guards a silo's two ports: <see cref="GuardedListenerFactory"/> before what listens, TLS on each connection that is let in, and above it
/// <see cref="GuardedReader"/>, which reads what Orleans reads.
/// </summary>
internal static class SiloListeners
{
    /// <summary>Guards the port for silos and the port for clients.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Its ports, and what their connections may take.</param>
    /// <param name="files">The files of mutual TLS; null for none.</param>
    public static void Guard(ISiloBuilder silo, SiloEndpointOptions options, TlsFiles? files)
    {
        var unfinished = new UnfinishedMessages(options.MaxUnfinishedMegabytes * 1024L * 1024L);

        // Orleans has one for each port, under a key that is private to it.
        foreach (var own in silo.Services.Where(
            service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList())
        {
            silo.Services.Remove(own);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(
                own.ServiceKey,
                (services, key) => ActivatorUtilities.CreateInstance<GuardedListenerFactory>(
                    services, (IConnectionListenerFactory)own.KeyedImplementationFactory!(services, key), options, unfinished));
        }

        silo.Services.AddOptions<SiloConnectionOptions>().Configure<ILoggerFactory>((connections, logs) => Configure(
            connections,
            files is null ? null : new MutualTls(files, Purpose.OfSilo, TimeProvider.System, logs.CreateLogger("llmwl-silo"))));
    }

    private static void Configure(SiloConnectionOptions connections, MutualTls? tls)
    {
        // Silos connect to one another with certificates that are for both; a client's does not make it a silo.
        connections.ConfigureSiloInboundConnection(inbound =>
        {
            tls?.UseAsServer(inbound, Purpose.OfSilo, Refuse);
            inbound.Use(Guarded);
        });
        connections.ConfigureGatewayInboundConnection(inbound =>
        {
            tls?.UseAsServer(inbound, [Purpose.Client], Refuse);
            inbound.Use(Guarded);
        });
        if (tls is not null) connections.ConfigureSiloOutboundConnection(tls.UseAsClient);
    }

    private static ConnectionDelegate Guarded(ConnectionDelegate next) => context =>
    {
        context.Transport = new GuardedTransport(context.Transport, Of(context));
        return next(context);
    };

    private static void Refuse(ConnectionContext context, Refusal refusal) => Of(context).Refuse(refusal);

    private static GuardedConnection Of(ConnectionContext context) => context.Features.GetRequiredFeature<GuardedConnection>();
}
