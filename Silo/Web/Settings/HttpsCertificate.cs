using System.Net.Security;
using LlmWorkload.Certificates;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Web;

/// <summary>The certificate of HTTPS.</summary>
internal static class HttpsCertificate
{
    /// <summary>Reads it, and reads it anew when its files change.</summary>
    /// <exception cref="WorkloadException">A file cannot be used.</exception>
    public static RenewedFiles<SslStreamCertificateContext> Read(HttpOptions http, ILogger log)
    {
        var pair = new CertificatePair(
            new NamedFile("Http:Certificate", http.Certificate), new NamedFile("Http:CertificateKey", http.CertificateKey));
        return new RenewedFiles<SslStreamCertificateContext>(
            pair.Files, texts => pair.Read(texts, [Purpose.Server], now: null), TimeProvider.System, log);
    }
}
