using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace LlmWorkload.Hosting;

/// <summary>Where a silo listens, and what it tells others. In a container these differ.</summary>
/// <param name="Listening">The address it listens on.</param>
/// <param name="Advertised">The address at which others reach it.</param>
internal sealed record SiloAddresses(IPAddress Listening, IPAddress Advertised)
{
    /// <summary>The addresses of the options. A host name is looked up.</summary>
    /// <exception cref="WorkloadException">The host name has no address.</exception>
    public static SiloAddresses Of(SiloEndpointOptions options)
    {
        var listening = IPAddress.Parse(options.Address);
        if (string.IsNullOrWhiteSpace(options.AdvertisedAddress)) return new SiloAddresses(listening, listening);
        return new SiloAddresses(listening, IPAddress.TryParse(options.AdvertisedAddress, out var advertised) ? advertised
            : LookUp(options.AdvertisedAddress, listening.AddressFamily));
    }

    /// <summary>Writes them, and the ports, into Orleans' options.</summary>
    public void Apply(EndpointOptions endpoints, SiloEndpointOptions options)
    {
        endpoints.AdvertisedIPAddress = Advertised;
        endpoints.SiloPort = options.Port;
        endpoints.GatewayPort = options.GatewayPort;
        endpoints.SiloListeningEndpoint = new IPEndPoint(Listening, options.Port);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(Listening, options.GatewayPort);
    }

    private static IPAddress LookUp(string host, AddressFamily family)
    {
        try
        {
            return Dns.GetHostAddresses(host, family).FirstOrDefault()
                ?? throw Unknown("it has no address of the kind that Silo:Address is");
        }
        catch (SocketException unknown)
        {
            throw Unknown(unknown.Message);
        }

        WorkloadException Unknown(string reason) =>
            new($"Silo:AdvertisedAddress is '{host}', which cannot be found: {reason}") { IsInput = true };
    }
}
