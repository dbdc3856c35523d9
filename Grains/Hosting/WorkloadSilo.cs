using LlmWorkload.Analyses;
using LlmWorkload.Clustering;
using LlmWorkload.Placement;
using LlmWorkload.Segments;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;

namespace LlmWorkload.Hosting;

/// <summary>
/// Makes a silo one of this system's, with its grains, analyses and storage. A silo embedded in a client and a silo on its own get the
/// same. It also makes a client one of this system's.
/// </summary>
public static class WorkloadSilo
{
    /// <summary>The cluster id if none is given.</summary>
    public const string DefaultClusterId = "llmwl";

    /// <summary>The service id, which keeps this system's state apart from another's in a shared store.</summary>
    public const string ServiceId = "llmwl";

    private const int KnownPlaces = 1 << 17;

    /// <summary>Adds the system's services and storage to a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="storage">Its storage.</param>
    /// <param name="memory">Memory for segments; null for the usual.</param>
    public static ISiloBuilder AddWorkload(this ISiloBuilder silo, WorkloadStorageOptions storage, MemoryOptions? memory = null)
    {
        if (memory is not null) silo.Services.AddSingleton(memory);
        StorageProviders.Add(silo, storage);

        // Also where the program has nothing that Orleans generates code for, and so names no assembly that has.
        silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(WorkloadSilo).Assembly));
        silo.Services.AddAnalyses();
        silo.Services.AddPlacementDirector<SpreadPlacement, SpreadPlacementDirector>();
        silo.Configure<ClusterOptions>(options => options.ServiceId = ServiceId);

        // A place is 150 bytes, taken at the start: the usual million would take more than a silo without rows.
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = KnownPlaces);
        return silo;
    }

    /// <summary>
    /// Makes a client one of this system's. The client knows the cluster by the same names, and soon hears of silos that come and go.
    /// </summary>
    public static IClientBuilder UseWorkload(this IClientBuilder client, string clusterId)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (clusterId, ServiceId));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = MembershipTimes.GatewayRefresh);
        return client;
    }
}
