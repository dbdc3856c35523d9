using LlmWorkload.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Networking;

/// <summary>Puts <see cref="GuardedListenerFactory"/> before what listens on a silo's two ports.</summary>
internal static class SiloListeners
{
    /// <summary>Guards the port for silos and the port for clients.</summary>
    public static void Guard(ISiloBuilder silo, SiloEndpointOptions options)
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
    }
}
