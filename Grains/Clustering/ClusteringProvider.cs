using LlmWorkload.Storage;

namespace LlmWorkload.Clustering;

/// <summary>A way for silos to find one another that can be chosen by name.</summary>
/// <param name="Name">Its name, as in <c>Clustering:Provider</c>, and before the colon in <c>--cluster</c>.</param>
/// <param name="Add">Sets it up in a silo.</param>
public sealed record ClusteringProvider(string Name, Action<ISiloBuilder, WorkloadClusteringOptions> Add)
{
    /// <summary>The name of the provider that knows only its own silo.</summary>
    public const string Localhost = "Localhost";

    /// <summary>
    /// Lets a client find gateways through the store of this connection string; null where there is no store, and so only one silo.
    /// </summary>
    public Action<IClientBuilder, string>? AddClient { get; init; }

    /// <summary>Says in words a failure that comes from its store; null for any other failure.</summary>
    public Func<Exception, StoreFailure?> Explain { get; init; } = static _ => null;

    /// <summary>Whether it can have more than one silo.</summary>
    public bool IsShared => AddClient is not null;
}
