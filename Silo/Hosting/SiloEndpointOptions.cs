namespace LlmWorkload.Hosting;

/// <summary>Where a silo listens: the <c>Silo</c> section of the configuration.</summary>
public sealed class SiloEndpointOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Silo";

    /// <summary>The address it listens on. Whoever reaches the gateway is inside the trust boundary, so this is loopback unless set.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>
    /// The address or host name that it tells others; empty for the one it listens on. Needed where that is all addresses (<c>0.0.0.0</c>), as in a container.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>Port for other silos.</summary>
    public int Port { get; set; } = 11111;

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Port on which it tells over HTTP whether it is active; 0 for none.</summary>
    public int HealthPort { get; set; }

    /// <summary>The cluster it belongs to.</summary>
    public string ClusterId { get; set; } = WorkloadSilo.DefaultClusterId;
}
