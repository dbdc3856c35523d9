using LlmWorkload.Clustering;
using LlmWorkload.Segments;
using LlmWorkload.Storage;
using Microsoft.Extensions.Configuration;

namespace LlmWorkload.Hosting;

/// <summary>
/// What the client takes from the silo's side: the grains and storage of an embedded silo, and the stores in which clusters list their
/// silos. Nothing else of the client names anything of <c>Grains</c>.
/// </summary>
internal static class EmbeddedCluster
{
    /// <summary>The storages that an embedded silo can have.</summary>
    public static IReadOnlyCollection<string> StorageNames => StorageProviders.LocalNames;

    /// <summary>The stores in which silos list themselves.</summary>
    public static IReadOnlyCollection<string> StoreNames => ClusteringProviders.SharedNames;

    /// <summary>The cluster id where nobody gives one.</summary>
    public static string DefaultClusterId => WorkloadSilo.DefaultClusterId;

    /// <summary>The path of a state folder; that of the user's where none is given.</summary>
    public static string StateFolder(string? state) => state ?? DefaultStateFolder.Path;

    /// <summary>Whether a storage keeps its state in a folder, which one silo has open.</summary>
    public static bool HasFolder(string storage) => StorageProviders.Find(storage) is { HasFolder: true };

    /// <summary>Makes a silo one of this system's.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="storage">The name of its storage.</param>
    /// <param name="state">Its state folder; null for the user's.</param>
    /// <param name="onlyWrites">Whether rows are written and not read again.</param>
    /// <param name="environment">May have settings of a silo.</param>
    public static void AddTo(ISiloBuilder silo, string storage, string? state, bool onlyWrites, IConfiguration environment) =>
        silo.AddWorkload(new WorkloadStorageOptions
        {
            Provider = storage,
            Path = StateFolder(state),
            PathSetting = "--state"
        },
        MemoryOptions.Read(environment, onlyWrites ? MemoryOptions.Little : null));

    /// <summary>The silo that has a state folder open and takes clients: its gateway and its cluster; null where there is none.</summary>
    /// <param name="storage">The name of the storage.</param>
    /// <param name="state">The state folder; null for the user's.</param>
    public static async Task<(string Gateway, string ClusterId)?> FindRunningAsync(string storage, string? state) =>
        HasFolder(storage) && await RunningSilo.FindAsync(StateFolder(state)) is { } silo
            ? (silo.Gateway.ToString(), silo.ClusterId)
            : null;

    /// <summary>The datasets in a state folder that nobody uses; see <see cref="StateNames"/>.</summary>
    /// <param name="state">The state folder; null for the user's.</param>
    public static IReadOnlyList<string> DatasetsOf(string? state) => StateNames.Datasets(StateFolder(state));

    /// <summary>The models of a dataset in a state folder that nobody uses.</summary>
    /// <param name="state">The state folder; null for the user's.</param>
    /// <param name="dataset">The dataset; null for the one used last.</param>
    public static IReadOnlyList<string> ModelsOf(string? state, string? dataset) =>
        StateNames.Models(StateFolder(state), dataset);

    /// <summary>Which of the states that a folder has had it has now, as text; see <see cref="StateNames.Stamp"/>.</summary>
    /// <param name="state">The state folder; null for the user's.</param>
    public static string? StampOf(string? state) => StateNames.Stamp(StateFolder(state))?.ToString();

    /// <summary>The file of a state folder in which answers may be kept; see <see cref="StateNames.AnswersOf"/>.</summary>
    /// <param name="state">The state folder; null for the user's.</param>
    public static string AnswersOf(string? state) => StateNames.AnswersOf(StateFolder(state));

    /// <summary>The build of what answers.</summary>
    public static Guid Build => typeof(WorkloadSilo).Module.ModuleVersionId;

    /// <summary>Makes a client one of this system's.</summary>
    public static void AddTo(IClientBuilder client, string clusterId) => client.UseWorkload(clusterId);

    /// <summary>The store of a name; null where there is none.</summary>
    public static Store? FindStore(string name) =>
        ClusteringProviders.Find(name) is { AddClient: { } add } provider ? new Store(provider.Name, add, provider.Explain) : null;

    /// <summary>A store in which silos list themselves.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Add">Lets a client find gateways through the store of a connection string.</param>
    /// <param name="Explain">Says in words a failure that comes from it; null for any other.</param>
    internal sealed record Store(string Name, Action<IClientBuilder, string> Add, Func<Exception, StoreFailure?> Explain);
}
