using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmWorkload.Certificates;

/// <summary>
/// What a certificate is used for, as its extended key usage must allow. A certificate without that extension is for all.
/// </summary>
/// <param name="Oid">The identifier of the usage.</param>
/// <param name="Words">Whom it is for.</param>
internal sealed record Purpose(string Oid, string Words)
{
    /// <summary>To take connections (<c>serverAuth</c>).</summary>
    public static Purpose Server { get; } = new("1.3.6.1.5.5.7.3.1", "servers (extended key usage serverAuth)");

    /// <summary>To connect (<c>clientAuth</c>).</summary>
    public static Purpose Client { get; } = new("1.3.6.1.5.5.7.3.2", "clients (extended key usage clientAuth)");

    /// <summary>A silo takes connections and connects to other silos.</summary>
    public static IReadOnlyList<Purpose> OfSilo { get; } = [Server, Client];

    /// <summary>Says that a certificate is not for this; null where it is.</summary>
    public string? WhyNot(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            && !usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == Oid) ? $"is not for {Words}" : null;
}
