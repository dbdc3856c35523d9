using LlmWorkload.Storage;
using Microsoft.Extensions.Options;

namespace LlmWorkload.Hosting;

/// <summary>Refuses a storage configuration that cannot work, and names the setting.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<WorkloadStorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WorkloadStorageOptions options)
    {
        if (!StorageProviders.Names.Contains(options.Provider, StringComparer.OrdinalIgnoreCase))
        {
            return ValidateOptionsResult.Fail(
                $"Storage:Provider is '{options.Provider}'; expected one of {string.Join(", ", StorageProviders.Names)}.");
        }

        return string.IsNullOrWhiteSpace(options.Path)
            ? ValidateOptionsResult.Fail("Storage:Path is empty; expected a folder.")
            : ValidateOptionsResult.Success;
    }
}
