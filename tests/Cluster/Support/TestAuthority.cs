using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Tests;

/// <summary>An authority of the tests' own, and what it signs. Every certificate has a key of its own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    // Tells authorities of the same name apart.
    private readonly X509SubjectKeyIdentifierExtension _identifier;

    /// <summary>An authority that signs itself.</summary>
    public TestAuthority()
        : this(null)
    {
    }

    private TestAuthority(TestAuthority? above)
    {
        var request = new CertificateRequest(above is null ? "CN=authority" : "CN=authority below", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _identifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, false);
        request.CertificateExtensions.Add(_identifier);
        _certificate = above is null
            ? request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2))
            : above.Sign(request, DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));
        if (above is not null) _certificate = _certificate.CopyWithPrivateKey(_key);
    }

    /// <summary>Its certificate in PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Another authority, whose certificate this one has signed.</summary>
    public TestAuthority Below() => new(this);

    /// <summary>A certificate and its key in PEM.</summary>
    /// <param name="usage">What it is for: identifiers of extended key usages; none for everything.</param>
    /// <param name="from">The days from now on which it is valid first.</param>
    /// <param name="to">The days from now on which it is valid last.</param>
    public (string Certificate, string Key) Issue(IReadOnlyList<string> usage, double from = -1, double to = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (usage.Count > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usage.Select(oid => new Oid(oid))], false));
        using var certificate = Sign(request, DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset to)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(_identifier));
        return request.Create(_certificate, from, to, RandomNumberGenerator.GetBytes(8));
    }
}
