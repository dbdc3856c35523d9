using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Certificates;

/// <summary>
/// The authorities that are trusted: those of one file, and no other that the machine trusts. While they are changed, the file has the old
/// one and the new one.
/// </summary>
/// <param name="certificates">Their certificates.</param>
/// <param name="name">The setting or the option that names the file.</param>
internal sealed class Authorities(X509Certificate2Collection certificates, string name)
{
    private const X509ChainStatusFlags Unsigned = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.ExplicitDistrust | X509ChainStatusFlags.Cyclic;

    /// <summary>Makes them of a file's text.</summary>
    /// <exception cref="WorkloadException">The text has no certificate in PEM.</exception>
    public static Authorities Read(NamedFile file, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException unreadable)
        {
            throw file.Unusable($"cannot be used: {unreadable.Message}", unreadable);
        }

        return certificates.Count > 0 ? new Authorities(certificates, file.Name) : throw file.Unusable("has no certificate in PEM.");
    }

    /// <summary>
    /// How the chain of a peer's certificate is checked: now, up to one of these authorities, for these purposes; nothing is downloaded
    /// and nobody is asked whether a certificate was revoked.
    /// </summary>
    public X509ChainPolicy Policy(params IReadOnlyList<Purpose> purposes)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(certificates);
        foreach (var purpose in purposes) policy.ApplicationPolicy.Add(new Oid(purpose.Oid));
        return policy;
    }

    /// <summary>Says why a peer's certificate is refused, whose chain was checked; null where it is not.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="chain">Its chain, after <see cref="X509Chain.Build"/> with <see cref="Policy"/>.</param>
    /// <param name="now">The present time.</param>
    public Refusal? WhyNot(X509Certificate2 certificate, X509Chain chain, DateTimeOffset now)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, each) => all | each.Status);
        if (status == X509ChainStatusFlags.NoError) return null;
        var subject = Subject(certificate);
        if ((status & Unsigned) != 0)
            return new Refusal(RefusalKind.Authority, $"its certificate, {subject}, is not signed by an authority of {name}");
        if (Validity.WhyNot(certificate, now) is { } invalid)
            return new Refusal(RefusalKind.Time, $"its certificate, {subject}, {invalid}");
        if ((status & X509ChainStatusFlags.NotTimeValid) != 0)
            return new Refusal(RefusalKind.Time, $"an authority of its certificate, {subject}, has expired or is not valid yet");
        return chain.ChainPolicy.ApplicationPolicy.Cast<Oid>()
            .Select(oid => Purpose.OfSilo.FirstOrDefault(purpose => purpose.Oid == oid.Value)?.WhyNot(certificate))
            .FirstOrDefault(why => why is not null) is { } unfit
            ? new Refusal(RefusalKind.Purpose, $"its certificate, {subject}, {unfit}")
            : new Refusal(RefusalKind.Other, $"its certificate, {subject}, cannot be trusted ({status})");
    }

    // A stranger chooses the text: it is short and has nothing that a log or a terminal acts upon.
    private static string Subject(X509Certificate2 certificate)
    {
        const int longest = 100;
        var subject = string.Concat(certificate.Subject.Select(each => char.IsControl(each) ? '?' : each));
        return subject.Length <= longest ? subject : $"{subject[..longest]}…";
    }
}
