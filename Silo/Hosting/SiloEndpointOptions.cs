namespace LlmWorkload.Hosting;

/// <summary>Where a silo listens: the <c>Silo</c> section of the configuration.</summary>
internal sealed class SiloEndpointOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Silo";

    /// <summary>
    /// The address it listens on. Everybody who reaches the gateway is inside the trust boundary, so the default is loopback.
    /// </summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>
    /// The address or host name that it tells others; empty for the address it listens on. It is needed where the silo listens on all
    /// addresses (<c>0.0.0.0</c>), as in a container.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>Port for other silos.</summary>
    public int Port { get; set; } = 11111;

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Port on which it tells over HTTP whether it is active; 0 for none.</summary>
    public int HealthPort { get; set; }

    /// <summary>
    /// The most connections to each of the ports for silos and for clients. A process that may have few files open takes fewer, so that
    /// enough files are left for its database.
    /// </summary>
    public int MaxConnections { get; set; } = 2_000;

    /// <summary>
    /// The most connections to each port from one address. A client has one to each gateway, and a few more while it ingests.
    /// </summary>
    public int MaxConnectionsPerAddress { get; set; } = 500;

    /// <summary>How long a connection may take until its handshake is complete. A client sends it at once.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message that has begun may stand still. Between messages, a connection may be idle for any time.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest message of a client. A segment of rows has one megabyte at most.</summary>
    public int MaxMessageMegabytes { get; set; } = 16;

    /// <summary>The most memory for messages that are not complete, over all connections.</summary>
    public int MaxUnfinishedMegabytes { get; set; } = 256;

    /// <summary>The cluster it belongs to.</summary>
    public string ClusterId { get; set; } = WorkloadSilo.DefaultClusterId;
}
