using System.Net;
using System.Net.Sockets;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Networking;

/// <summary>Listens, behind a guard, on a port that nobody else listens on.</summary>
/// <param name="inner">What listens.</param>
/// <param name="options">Which ports there are, and what their connections may take.</param>
/// <param name="unfinished">The bytes of messages that are not complete, of all ports.</param>
/// <param name="log">Told of connections that are closed.</param>
internal sealed class GuardedListenerFactory(
    IConnectionListenerFactory inner, SiloEndpointOptions options, UnfinishedMessages unfinished, ILogger<GuardedListenerFactory> log)
        : IConnectionListenerFactory
{
    /// <inheritdoc/>
    /// <exception cref="WorkloadException">The port cannot be listened on.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var descriptors = Descriptors.Most();
        var limits = (endpoint as IPEndPoint)?.Port == options.GatewayPort ? PortLimits.OfGateway(options, descriptors) : PortLimits.OfSilo(
            options, descriptors);
        if (limits.Connections < options.MaxConnections)
            NetworkingLog.Fewer(log, limits.Setting, limits.Connections, options.MaxConnections, descriptors);
        try
        {
            CheckFree(endpoint);
            return new GuardedListener(
                await inner.BindAsync(endpoint, cancellationToken), new PortGuard(limits, unfinished, log, TimeProvider.System));
        }
        catch (Exception refused) when (refused is SocketException or AddressInUseException)
        {
            throw new WorkloadException($"{limits.Setting}: {endpoint} cannot be listened on: {refused.Message}", refused)
            {
                IsInput = true,
            };
        }
    }

    // Orleans' own socket shares the port with another silo's socket, and each gets some of the connections.
    private static void CheckFree(EndPoint endpoint)
    {
        using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(endpoint);
    }
}
