using System.Security.Cryptography.X509Certificates;
using LlmWorkload.Certificates;

namespace LlmWorkload.Tests.Certificates;

/// <summary>Whose certificates are trusted, and what is said of the others.</summary>
public sealed class AuthoritiesTests : IDisposable
{
    private static readonly NamedFile File = new("Tls:Ca", "ca.pem");

    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void What_an_authority_of_the_file_has_signed_is_trusted_for_what_it_is_for()
    {
        Assert.Null(WhyNot(_authority.Issue([]).Certificate, Purpose.OfSilo));
        Assert.Null(WhyNot(_authority.Issue([Purpose.Client.Oid]).Certificate, [Purpose.Client]));
        Assert.Null(WhyNot(_authority.Issue([Purpose.Server.Oid, Purpose.Client.Oid]).Certificate, Purpose.OfSilo));

        var unfit = WhyNot(_authority.Issue([Purpose.Client.Oid]).Certificate, Purpose.OfSilo);

        Assert.Equal(
            new Refusal(RefusalKind.Purpose, "its certificate, CN=peer, is not for servers (extended key usage serverAuth)"), unfit);
    }

    [Fact]
    public void While_authorities_are_changed_the_file_has_both()
    {
        var both = $"{_authority.Pem}\n{_other.Pem}";
        Assert.Null(WhyNot(_authority.Issue([]).Certificate, [Purpose.Client], both));
        Assert.Null(WhyNot(_other.Issue([]).Certificate, [Purpose.Client], both));
    }

    [Fact]
    public void A_certificate_of_another_authority_is_refused_although_that_has_the_same_name() => Assert.Equal(
        new Refusal(RefusalKind.Authority, "its certificate, CN=peer, is not signed by an authority of Tls:Ca"),
        WhyNot(_other.Issue([]).Certificate, [Purpose.Client]));

    [Fact]
    public void An_authority_below_that_comes_with_the_certificate_is_enough()
    {
        using var below = _authority.Below();
        var (certificate, _) = below.Issue([]);

        Assert.Null(WhyNot(certificate, [Purpose.Client], more: below.Pem));
        Assert.Equal(RefusalKind.Authority, WhyNot(certificate, [Purpose.Client])?.Kind);
    }

    [Fact]
    public void A_certificate_is_refused_before_and_after_its_time()
    {
        var expired = WhyNot(_authority.Issue([], from: -2, to: -1).Certificate, [Purpose.Client]);
        Assert.Equal(RefusalKind.Time, expired?.Kind);
        Assert.Matches("^its certificate, CN=peer, expired at 20[0-9: -]+ UTC$", expired?.Words);
        Assert.Matches(
            "^its certificate, CN=peer, is not valid before 20[0-9: -]+ UTC$",
            WhyNot(_authority.Issue([], from: 0.5).Certificate, [Purpose.Client])?.Words);
    }

    [Fact]
    public void A_file_without_a_certificate_is_refused() => Assert.Equal(
        "Tls:Ca is 'ca.pem', which has no certificate in PEM.",
        Assert.Throws<WorkloadException>(() => Authorities.Read(File, _authority.Issue([]).Key)).Message);

    private Refusal? WhyNot(string pem, IReadOnlyList<Purpose> purposes, string? ca = null, string? more = null)
    {
        var authorities = Authorities.Read(File, ca ?? _authority.Pem);
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var chain = new X509Chain { ChainPolicy = authorities.Policy(purposes) };
        if (more is not null) chain.ChainPolicy.ExtraStore.ImportFromPem(more);
        var isTrusted = chain.Build(certificate);
        var refusal = authorities.WhyNot(certificate, chain, DateTimeOffset.UtcNow);
        Assert.Equal(isTrusted, refusal is null);
        return refusal;
    }
}
