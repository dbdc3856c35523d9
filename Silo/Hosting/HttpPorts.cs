using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Hosting;

/// <summary>The ports for HTTP, which are listened on when the silo has joined.</summary>
internal static class HttpPorts
{
    /// <summary>Looks whether they are free, so that no silo joins that will have to leave at once.</summary>
    /// <exception cref="WorkloadException">One cannot be listened on.</exception>
    public static void CheckFree(SiloSettings settings)
    {
        if (settings.Web is { Http.Port: > 0 } web) CheckFree("Http:Port", web.Http.Address, web.Http.Port);
        if (settings.Endpoint.HealthPort > 0) CheckFree("Silo:HealthPort", settings.Endpoint.Address, settings.Endpoint.HealthPort);
    }

    private static void CheckFree(string setting, string address, int port)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(address), port);
        try
        {
            using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(endpoint);
        }
        catch (SocketException taken)
        {
            throw new WorkloadException($"{setting} is {port}, which cannot be listened on: {taken.Message}", taken) { IsInput = true };
        }
    }
}
