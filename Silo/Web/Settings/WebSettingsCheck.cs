using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmWorkload.Web;

/// <summary>Says what of the settings of HTTP cannot work, and names the setting.</summary>
internal static class WebSettingsCheck
{
    private const int HashDigits = 2 * SHA256.HashSizeInBytes;

    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(30);

    /// <summary>The failures; none where the settings can work.</summary>
    public static IEnumerable<string> Failures(WebSettings settings)
    {
        var (http, security, ingest) = settings;
        if (http.Port is < 0 or > 65535) yield return $"Http:Port is {http.Port}; expected 1 to 65535, or 0 for none.";
        if (http.MaxComputations is < 0 or > 10_000)
            yield return $"Http:MaxComputations is {http.MaxComputations}; expected 1 to 10000, or 0 for four for every processor.";
        if (http.RequestsPerSecond < 1) yield return $"Http:RequestsPerSecond is {http.RequestsPerSecond}; expected 1 or more.";
        if (http.KeptBytes < 0) yield return $"Http:KeptBytes is {http.KeptBytes}; expected 0 or more bytes.";
        if (http.MaxBody < 0) yield return $"Http:MaxBody is {http.MaxBody}; expected 0 or more bytes.";
        if (ingest.MaxUpload < 0) yield return $"Ingest:MaxUpload is {ingest.MaxUpload}; expected 0 or more bytes.";
        if (ingest.Root.Length > 0 && !Directory.Exists(ingest.Root))
            yield return $"Ingest:Root is '{ingest.Root}'; expected a folder that exists, or nothing.";
        if (security.SessionLifetime < TimeSpan.FromSeconds(1) || security.SessionLifetime > LongestSession)
            yield return $"Security:SessionLifetime is {security.SessionLifetime}; expected 1 second to {LongestSession.TotalDays} days, "
                + "such as 12:00:00.";
        foreach (var failure in Keys(security)) yield return failure;
        if (http.Certificate.Length > 0 && WhyNoCertificate(http) is { } why) yield return why;
        if (!IPAddress.TryParse(http.Address, out var address))
            yield return $"Http:Address is '{http.Address}'; expected an IP address such as 127.0.0.1.";
        else if (http.Port > 0 && !IPAddress.IsLoopback(address) && !security.AllowInsecure && Open(settings) is { } open)
            yield return open;
    }

    // Whoever reaches the port is inside the trust boundary.
    private static string? Open(WebSettings settings)
    {
        string[] missing =
        [
            .. settings.Http.Certificate.Length == 0 ? (string[])["a certificate (Http:Certificate)"] : [],
            .. settings.Security.Keys.Count == 0 ? (string[])["a key (Security:Keys)"] : [],
        ];
        return missing.Length == 0
            ? null
            : $"Http:Address is {settings.Http.Address}, beyond loopback, without {string.Join(" and ", missing)}; expected both, or "
                + "Security:AllowInsecure=true.";
    }

    private static IEnumerable<string> Keys(SecurityOptions security)
    {
        for (var i = 0; i < security.Keys.Count; i++)
        {
            var key = security.Keys[i];
            if (key.Hash.Length != HashDigits || !key.Hash.All(char.IsAsciiHexDigit))
                yield return $"Security:Keys:{i}:Hash has {key.Hash.Length} characters; expected the SHA-256 of a key, {HashDigits} "
                    + "hexadecimal digits.";
            if (key.Role is not ("read" or "write"))
                yield return $"Security:Keys:{i}:Role is '{key.Role}'{NearestName.Words(NearestName.Of(key.Role, ["read", "write"]))}; "
                    + "expected read or write.";
        }
    }

    private static string? WhyNoCertificate(HttpOptions http)
    {
        try
        {
            HttpsCertificate.Read(http, NullLogger.Instance);
            return null;
        }
        catch (WorkloadException unusable)
        {
            return unusable.Message;
        }
    }
}
