using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Certificates;

/// <summary>When a certificate is valid.</summary>
internal static class Validity
{
    /// <summary>Says that a certificate has expired or is not valid yet; null where it is valid.</summary>
    public static string? WhyNot(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now > certificate.NotAfter) return $"expired at {Text(certificate.NotAfter)}";
        return now < certificate.NotBefore ? $"is not valid before {Text(certificate.NotBefore)}" : null;
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
