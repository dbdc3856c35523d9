using LlmWorkload.Clustering;
using Microsoft.Extensions.Options;

namespace LlmWorkload.Hosting;

/// <summary>Refuses a clustering configuration that cannot work, and names the setting.</summary>
internal sealed class ClusteringOptionsValidator : IValidateOptions<WorkloadClusteringOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WorkloadClusteringOptions options)
    {
        if (ClusteringProviders.Find(options.Provider) is null)
            return ValidateOptionsResult.Fail(
                $"Clustering:Provider is '{options.Provider}'; expected one of {string.Join(", ", ClusteringProviders.Names)}.");

        if (options.DeathVotes < 1)
            return ValidateOptionsResult.Fail($"Clustering:DeathVotes is {options.DeathVotes}; expected 1 or more.");
        return options.ProbeTimeout < Shortest || options.ProbeTimeout > Longest
            ? ValidateOptionsResult.Fail($"Clustering:ProbeTimeout is {options.ProbeTimeout}; expected {Shortest:g} to {Longest:g}.")
            : ValidateOptionsResult.Success;
    }
}
