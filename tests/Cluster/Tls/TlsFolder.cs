using LlmWorkload.Certificates;

namespace LlmWorkload.Tests.Tls;

/// <summary>The files of mutual TLS of a silo and a client, and an authority that has signed them.</summary>
internal sealed class TlsFolder : IDisposable
{
    private static readonly string[] ForSilos = [Purpose.Server.Oid, Purpose.Client.Oid];
    private static readonly string[] ForClients = [Purpose.Client.Oid];

    private readonly TemporaryFolder _folder = new();

    public TlsFolder()
    {
        Write("silo", Authority.Issue(ForSilos));
        Write("client", Authority.Issue(ForClients));
        WriteCa(Authority.Pem);
    }

    /// <summary>The authority.</summary>
    public TestAuthority Authority { get; } = new();

    /// <summary>What a silo is told.</summary>
    public string[] Settings =>
    [
        $"--Tls:Certificate={_folder.At("silo.pem")}", $"--Tls:Key={_folder.At("silo.key")}", $"--Tls:Ca={_folder.At("ca.pem")}",
    ];

    /// <summary>What <c>llmwl</c> is told.</summary>
    public string[] Options => ["--tls-cert", At("client.pem"), "--tls-key", At("client.key"), "--tls-ca", At("ca.pem")];

    public string At(string name) => _folder.At(name);

    /// <summary>Gives the silo a new certificate.</summary>
    public void RenewSilo(TestAuthority authority) => Write("silo", authority.Issue(ForSilos));

    /// <summary>Gives the client another certificate.</summary>
    public void WriteClient((string Certificate, string Key) pair) => Write("client", pair);

    /// <summary>A certificate for clients.</summary>
    public static (string Certificate, string Key) ClientOf(TestAuthority authority, double from = -1, double to = 1) =>
        authority.Issue(ForClients, from, to);

    /// <summary>Trusts these authorities.</summary>
    public void WriteCa(params string[] pems) => File.WriteAllText(At("ca.pem"), string.Join('\n', pems));

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Dispose();
    }

    private void Write(string name, (string Certificate, string Key) pair)
    {
        File.WriteAllText(At($"{name}.key"), pair.Key);
        File.WriteAllText(At($"{name}.pem"), pair.Certificate);
    }
}
