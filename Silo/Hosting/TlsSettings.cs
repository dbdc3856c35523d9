using LlmWorkload.Certificates;

namespace LlmWorkload.Hosting;

/// <summary>
/// Mutual TLS of the ports for silos and clients: the <c>Tls</c> section of the configuration. All files are given, or none.
/// </summary>
internal sealed class TlsSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Tls";

    /// <summary>A file with this silo's certificate in PEM, for servers and clients; empty for no TLS.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file with the certificate's key in PEM.</summary>
    public string Key { get; set; } = "";

    /// <summary>A file with the certificates in PEM of the authorities that sign those of silos and clients.</summary>
    public string Ca { get; set; } = "";

    /// <summary>The files, by the names of their settings.</summary>
    public TlsFiles Files => new(
        new NamedFile($"{Section}:Certificate", Certificate), new NamedFile($"{Section}:Key", Key), new NamedFile($"{Section}:Ca", Ca));
}
