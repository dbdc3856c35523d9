using System.Net;
using Microsoft.Extensions.Options;

namespace LlmWorkload.Hosting;

/// <summary>Refuses a configuration that cannot work, and names the setting.</summary>
internal sealed class SiloEndpointOptionsValidator : IValidateOptions<SiloEndpointOptions>
{
    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiloEndpointOptions options)
    {
        var failures = new List<string>();
        if (!IPAddress.TryParse(options.Address, out var address))
            failures.Add($"Silo:Address is '{options.Address}'; expected an IP address such as 127.0.0.1.");
        if (IsAny(address) && string.IsNullOrWhiteSpace(options.AdvertisedAddress))
            failures.Add($"Silo:AdvertisedAddress is empty; with Silo:Address {options.Address}, expected the address or host name at "
                + "which others reach this silo.");
        if (IPAddress.TryParse(options.AdvertisedAddress, out var advertised) && IsAny(advertised))
            failures.Add($"Silo:AdvertisedAddress is {options.AdvertisedAddress}, which nobody can reach; expected the address or host "
                + "name of this silo.");
        if (options.Port is < 1 or > 65535) failures.Add($"Silo:Port is {options.Port}; expected 1 to 65535.");
        if (options.GatewayPort is < 1 or > 65535) failures.Add($"Silo:GatewayPort is {options.GatewayPort}; expected 1 to 65535.");
        if (options.HealthPort is < 0 or > 65535)
            failures.Add($"Silo:HealthPort is {options.HealthPort}; expected 1 to 65535, or 0 for none.");
        if (options.Port == options.GatewayPort)
            failures.Add($"Silo:Port and Silo:GatewayPort are both {options.Port}; expected two different ports.");
        if (options.HealthPort == options.Port || options.HealthPort == options.GatewayPort)
            failures.Add($"Silo:HealthPort is {options.HealthPort}, the port for silos or clients; expected another.");
        failures.AddRange(Limits(options));
        if (string.IsNullOrWhiteSpace(options.ClusterId)) failures.Add("Silo:ClusterId is empty; expected a name.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Limits(SiloEndpointOptions options)
    {
        if (options.MaxConnections < 10) yield return $"Silo:MaxConnections is {options.MaxConnections}; expected 10 or more.";
        if (options.MaxConnectionsPerAddress < 1)
            yield return $"Silo:MaxConnectionsPerAddress is {options.MaxConnectionsPerAddress}; expected 1 or more.";
        if (!IsTime(options.HandshakeTimeout))
            yield return $"Silo:HandshakeTimeout is {options.HandshakeTimeout}; expected {ShortestTime:g} to {LongestTime:g}.";
        if (!IsTime(options.MessageTimeout))
            yield return $"Silo:MessageTimeout is {options.MessageTimeout}; expected {ShortestTime:g} to {LongestTime:g}.";
        if (options.MaxMessageMegabytes is < 2 or > 100)
            yield return $"Silo:MaxMessageMegabytes is {options.MaxMessageMegabytes}; expected 2 to 100.";
        if (options.MaxUnfinishedMegabytes < options.MaxMessageMegabytes)
            yield return $"Silo:MaxUnfinishedMegabytes is {options.MaxUnfinishedMegabytes}; expected {options.MaxMessageMegabytes}, which "
                + "is Silo:MaxMessageMegabytes, or more.";
    }

    private static bool IsTime(TimeSpan time) => time >= ShortestTime && time <= LongestTime;

    private static bool IsAny(IPAddress? address) => IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address);
}
