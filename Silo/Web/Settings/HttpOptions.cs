namespace LlmWorkload.Web;

/// <summary>Where a silo serves HTTP: the <c>Http</c> section of the configuration.</summary>
internal sealed class HttpOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Http";

    /// <summary>The address it listens on. Beyond loopback it needs a certificate and a key; see <see cref="SecurityOptions"/>.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 for none.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>A file with a certificate in PEM; empty for plain HTTP. It is read anew when it changes.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file with the certificate's key in PEM; empty where the key stands in the certificate's file.</summary>
    public string CertificateKey { get; set; } = "";

    /// <summary>The most bytes of answers that are kept to be sent again.</summary>
    public long KeptBytes { get; set; } = 64 << 20;

    /// <summary>The most computations at once, and eight times as many that wait; 0 for four of each for every processor.</summary>
    public int MaxComputations { get; set; }

    /// <summary>The most requests a second of one key, or of one address where there are no keys.</summary>
    public int RequestsPerSecond { get; set; } = 5_000;

    /// <summary>The longest body of a request that uploads nothing, in bytes.</summary>
    public long MaxBody { get; set; } = 64 * 1024;

    /// <summary>
    /// Whether silo and grains are shown at <c>/dashboard</c>: to who may ask, for it shows the state of grains. Silos that serve no HTTP
    /// have a part in it, so it is the same for all silos of a cluster.
    /// </summary>
    public bool Dashboard { get; set; } = true;

    /// <summary><see cref="MaxComputations"/>, or what stands for 0.</summary>
    public int Computations => MaxComputations > 0 ? MaxComputations : 4 * Environment.ProcessorCount;
}
