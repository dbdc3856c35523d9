using Orleans.Runtime;

namespace LlmWorkload.Storage;

/// <summary>Refuses a silo whose embedded grain storage has no usable folder, before anything starts.</summary>
/// <param name="name">The storage provider's name.</param>
/// <param name="options">Its options.</param>
internal sealed class RocksDbStorageOptionsValidator(string name, RocksDbStorageOptions options) : IConfigurationValidator
{
    /// <inheritdoc />
    /// <exception cref="WorkloadException">There is no path, or it is malformed; the message names the setting.</exception>
    public void ValidateConfiguration()
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            throw Refused("is missing: give the folder that shall hold the state");
        if (options.Path.AsSpan().IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            throw Refused($"is not a path: '{options.Path}'");
    }

    private WorkloadException Refused(string what)
        => new($"{options.PathSetting} of the RocksDb grain storage '{name}' {what}.") { IsInput = true };
}
