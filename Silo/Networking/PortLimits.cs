using LlmWorkload.Hosting;

namespace LlmWorkload.Networking;

/// <summary>What the connections of one port may take.</summary>
/// <param name="Setting">The setting that names the port.</param>
/// <param name="Connections">The most connections.</param>
/// <param name="ConnectionsPerAddress">The most connections from one address.</param>
/// <param name="HandshakeTimeout">How long a connection may take until its handshake is complete.</param>
/// <param name="MessageTimeout">How long a message that has begun may stand still.</param>
/// <param name="MessageBytes">The most bytes of one message.</param>
internal sealed record PortLimits(
    string Setting, int Connections, int ConnectionsPerAddress, TimeSpan HandshakeTimeout, TimeSpan MessageTimeout, long MessageBytes)
{
    private const long Megabyte = 1024 * 1024;

    // Answers from silo to silo carry the partial results of whole partitions. Orleans' own limits are a body of 100 MB and a header of 10
    // MB.
    private const long MessageBytesOfSilo = 110 * Megabyte;

    /// <summary>The limits of the port for clients.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="descriptors">The files that the process may have open.</param>
    public static PortLimits OfGateway(SiloEndpointOptions options, int descriptors) =>
        Of(options, "Silo:GatewayPort", descriptors, options.MaxMessageMegabytes * Megabyte);

    /// <summary>The limits of the port for silos.</summary>
    public static PortLimits OfSilo(SiloEndpointOptions options, int descriptors) =>
        Of(options, "Silo:Port", descriptors, MessageBytesOfSilo);

    // What a silo without connections has open, and a reserve.
    private const int OwnDescriptors = 256;
    private const int LeastConnections = 10;

    // The rest is divided by three: a third for each of the two ports, and one for the database, the state folder, and the silo's own
    // connections to others.
    private static PortLimits Of(SiloEndpointOptions options, string setting, int descriptors, long messageBytes)
    {
        var connections = Math.Min(options.MaxConnections, Math.Max((descriptors - OwnDescriptors) / 3, LeastConnections));
        return new PortLimits(setting, connections, Math.Min(connections, options.MaxConnectionsPerAddress), options.HandshakeTimeout,
            options.MessageTimeout, messageBytes);
    }
}
