using System.Net;
using System.Net.Sockets;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.Connections;

namespace LlmWorkload.Networking;

/// <summary>Listens on a port that nobody else listens on.</summary>
/// <param name="inner">What listens.</param>
/// <param name="options">Which ports there are.</param>
internal sealed class GuardedListenerFactory(IConnectionListenerFactory inner, SiloEndpointOptions options) : IConnectionListenerFactory
{
    /// <inheritdoc/>
    /// <exception cref="WorkloadException">The port cannot be listened on.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var setting = (endpoint as IPEndPoint)?.Port == options.GatewayPort ? "Silo:GatewayPort" : "Silo:Port";
        try
        {
            CheckFree(endpoint);
            return await inner.BindAsync(endpoint, cancellationToken);
        }
        catch (Exception refused) when (refused is SocketException or AddressInUseException)
        {
            throw new WorkloadException($"{setting}: {endpoint} cannot be listened on: {refused.Message}", refused);
        }
    }

    // Orleans' own socket would share the port with another silo's, and each would get some of the connections.
    private static void CheckFree(EndPoint endpoint)
    {
        using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(endpoint);
    }
}
