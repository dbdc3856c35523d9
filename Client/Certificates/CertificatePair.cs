using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Certificates;

/// <summary>
/// A certificate and its key in PEM. The certificate's file may have those of the authorities between it and the root behind it; they are
/// sent with it.
/// </summary>
/// <param name="certificate">The file of the certificate.</param>
/// <param name="key">The file of the key, not encrypted; not given where the key stands in the certificate's file.</param>
internal sealed class CertificatePair(NamedFile certificate, NamedFile key)
{
    /// <summary>The files to read.</summary>
    public IReadOnlyList<NamedFile> Files => key.IsGiven ? [certificate, key] : [certificate];

    /// <summary>Makes the certificate of the texts of <see cref="Files"/>.</summary>
    /// <param name="texts">The texts, in their order.</param>
    /// <param name="purposes">What the certificate is used for; none where that is not checked.</param>
    /// <param name="now">The time at which the certificate must be valid; null where that is not checked.</param>
    /// <exception cref="WorkloadException">A file has no PEM, the key is another one's, or the certificate is not for this.</exception>
    public SslStreamCertificateContext Read(IReadOnlyList<string> texts, IReadOnlyList<Purpose> purposes, DateTimeOffset? now)
    {
        var chain = new X509Certificate2Collection();
        Read(certificate, () => chain.ImportFromPem(texts[0]));
        if (chain.Count == 0) throw certificate.Unusable("has no certificate in PEM.");
        var own = Pair(texts);
        var why = now is { } time ? Validity.WhyNot(own, time) : null;
        why ??= purposes.Select(purpose => purpose.WhyNot(own)).FirstOrDefault(each => each is not null);
        if (why is not null) throw certificate.Unusable($"{why}.");
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(own, chain, offline: true);
    }

    private X509Certificate2 Pair(IReadOnlyList<string> texts)
    {
        var pair = Read(key.IsGiven ? key : certificate, () => X509Certificate2.CreateFromPem(texts[0], texts[^1]));

        // Windows does not take a key that is in memory alone.
        return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null) : pair;
    }

    private static void Read(NamedFile file, Action read) => Read(file, () =>
    {
        read();
        return true;
    });

    private static TResult Read<TResult>(NamedFile file, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            throw file.Unusable($"cannot be used: {unreadable.Message}", unreadable);
        }
    }
}
