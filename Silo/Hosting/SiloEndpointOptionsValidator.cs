using System.Net;
using Microsoft.Extensions.Options;

namespace LlmWorkload.Hosting;

/// <summary>Refuses a configuration that cannot work, and names the setting.</summary>
public sealed class SiloEndpointOptionsValidator : IValidateOptions<SiloEndpointOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiloEndpointOptions options)
    {
        var failures = new List<string>();
        if (!IPAddress.TryParse(options.Address, out _)) failures.Add($"Silo:Address is '{options.Address}'; expected an IP address such as 127.0.0.1.");
        if (options.Port is < 1 or > 65535) failures.Add($"Silo:Port is {options.Port}; expected 1 to 65535.");
        if (options.GatewayPort is < 1 or > 65535) failures.Add($"Silo:GatewayPort is {options.GatewayPort}; expected 1 to 65535.");
        if (options.Port == options.GatewayPort) failures.Add($"Silo:Port and Silo:GatewayPort are both {options.Port}; expected two different ports.");
        if (string.IsNullOrWhiteSpace(options.ClusterId)) failures.Add("Silo:ClusterId is empty; expected a name.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
