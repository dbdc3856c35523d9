namespace LlmWorkload.Storage;

/// <summary>A grain storage that can be chosen by name.</summary>
/// <param name="Name">Its name, as in <c>Storage:Provider</c>.</param>
/// <param name="IsShared">
/// Whether the silos of a cluster see one state through it. A storage that is not shared is for a single silo.
/// </param>
/// <param name="Add">Sets it up in a silo under <see cref="StorageNames.Provider"/>.</param>
public sealed record StorageProvider(string Name, bool IsShared, Action<ISiloBuilder, WorkloadStorageOptions> Add)
{
    /// <summary>Whether its state is in a folder of this machine, <see cref="WorkloadStorageOptions.Path"/>.</summary>
    public bool HasFolder { get; init; }

    /// <summary>Says in words a failure that comes from its store; null for any other failure.</summary>
    public Func<Exception, StoreFailure?> Explain { get; init; } = static _ => null;
}
