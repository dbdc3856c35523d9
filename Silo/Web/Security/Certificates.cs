using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Web;

/// <summary>The certificate of HTTPS. It is read anew when its files change; while they cannot be read, the last one stays.</summary>
/// <param name="options">Where it lies.</param>
internal sealed class Certificates(HttpOptions options) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private X509Certificate2 _current = WebSettingsCheck.Load(options);
    private DateTime _written = Written(options);
    private long _looked = TimeProvider.System.GetTimestamp();

    /// <summary>The certificate as it is now.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_lock)
            {
                if (TimeProvider.System.GetElapsedTime(_looked) < Interval) return _current;
                _looked = TimeProvider.System.GetTimestamp();
                Renew();
                return _current;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _current.Dispose();

    private static DateTime Written(HttpOptions options)
    {
        var certificate = File.GetLastWriteTimeUtc(options.Certificate);
        if (options.CertificateKey.Length == 0) return certificate;
        var key = File.GetLastWriteTimeUtc(options.CertificateKey);
        return key > certificate ? key : certificate;
    }

    // The one before may still be in use by a handshake, and is left to the collector.
    private void Renew()
    {
        try
        {
            var written = Written(options);
            if (written == _written) return;
            (_current, _written) = (WebSettingsCheck.Load(options), written);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
        }
    }
}
