using LlmWorkload.Certificates;

namespace LlmWorkload.Tests.Certificates;

/// <summary>Which certificates and keys can be used.</summary>
public sealed class CertificatePairTests : IDisposable
{
    private static readonly CertificatePair Pair = new(new NamedFile("Tls:Certificate", "silo.pem"), new NamedFile("Tls:Key", "silo.key"));

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void The_authorities_behind_a_certificate_are_sent_with_it()
    {
        using var below = _authority.Below();
        var (certificate, key) = below.Issue([]);

        var read = Pair.Read([$"{certificate}\n{below.Pem}", key], Purpose.OfSilo, DateTimeOffset.UtcNow);

        Assert.Equal(["CN=authority below"], read.IntermediateCertificates.Select(each => each.Subject));
    }

    [Fact]
    public void A_key_may_stand_in_the_file_of_its_certificate()
    {
        var (certificate, key) = _authority.Issue([]);
        var pair = new CertificatePair(new NamedFile("Http:Certificate", "silo.pem"), new NamedFile("Http:CertificateKey", ""));

        Assert.True(pair.Read([$"{key}\n{certificate}"], [], null).TargetCertificate.HasPrivateKey);
        Assert.StartsWith("Http:Certificate is 'silo.pem', which cannot be used: ", Refused(() => pair.Read([certificate], [], null)));
    }

    [Fact]
    public void A_pair_that_nobody_would_trust_is_refused()
    {
        var (certificate, key) = _authority.Issue([]);
        Assert.StartsWith("Tls:Key is 'silo.key', which cannot be used: ", Refused(_authority.Issue([]).Certificate, key));
        Assert.StartsWith("Tls:Key is 'silo.key', which cannot be used: ", Refused(certificate, "nothing"));
        Assert.Equal("Tls:Certificate is 'silo.pem', which has no certificate in PEM.", Refused("nothing", key));
        Assert.StartsWith(
            "Tls:Certificate is 'silo.pem', which cannot be used: ",
            Refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", key));
        Assert.StartsWith("Tls:Certificate is 'silo.pem', which expired at 20", Refused(_authority.Issue([], from: -2, to: -1)));
        Assert.StartsWith("Tls:Certificate is 'silo.pem', which is not valid before 20", Refused(_authority.Issue([], from: 0.5)));
        Assert.Equal(
            "Tls:Certificate is 'silo.pem', which is not for servers (extended key usage serverAuth).",
            Refused(_authority.Issue([Purpose.Client.Oid])));
        Assert.Equal(
            "Tls:Certificate is 'silo.pem', which is not for clients (extended key usage clientAuth).",
            Refused(_authority.Issue([Purpose.Server.Oid])));
    }

    [Fact]
    public void All_files_of_TLS_are_given_or_none()
    {
        Assert.Null(Files("", "", "").WhyNot());
        Assert.False(Files("", "", "").AreGiven);
        Assert.Null(Files("a", "b", "c").WhyNot());
        Assert.True(Files("a", "b", "c").AreGiven);
        Assert.Equal("--tls-key is given without --tls-cert and --tls-ca; expected all three or none.", Files("", "b", "").WhyNot());
        Assert.Equal("--tls-cert and --tls-ca are given without --tls-key; expected all three or none.", Files("a", "", "c").WhyNot());
    }

    private static TlsFiles Files(string certificate, string key, string ca) =>
        new(new NamedFile("--tls-cert", certificate), new NamedFile("--tls-key", key), new NamedFile("--tls-ca", ca));

    private static string Refused((string Certificate, string Key) pair) => Refused(pair.Certificate, pair.Key);

    private static string Refused(string certificate, string key) =>
        Refused(() => Pair.Read([certificate, key], Purpose.OfSilo, DateTimeOffset.UtcNow));

    private static string Refused(Func<object> read)
    {
        var refused = Assert.Throws<WorkloadException>(read);
        Assert.True(refused.IsInput);
        return refused.Message;
    }
}
