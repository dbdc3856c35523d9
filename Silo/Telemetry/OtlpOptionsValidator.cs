using Microsoft.Extensions.Options;

namespace LlmWorkload.Telemetry;

/// <summary>Says what of <see cref="OtlpOptions"/> cannot work.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    private static readonly string[] Protocols = [OtlpOptions.Grpc, OtlpOptions.Http];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var failures = new List<string>();

        // The address may have a user and a password, so it is not repeated.
        if (options.Endpoint.Length > 0
            && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            failures.Add("Otlp:Endpoint is no address; expected one such as http://127.0.0.1:4317, or nothing.");
        if (!Protocols.Contains(options.Protocol))
            failures.Add(
                $"Otlp:Protocol is '{options.Protocol}'{NearestName.Words(NearestName.Of(options.Protocol, Protocols))}; expected "
                + $"{string.Join(" or ", Protocols)}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
