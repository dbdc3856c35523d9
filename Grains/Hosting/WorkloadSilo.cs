using LlmWorkload.Analyses;
using Orleans.Configuration;

namespace LlmWorkload.Hosting;

/// <summary>What makes a silo one of this system's: its grains, analyses and storage, the same embedded in a client and on its own.</summary>
public static class WorkloadSilo
{
    /// <summary>The cluster id where nobody gives one.</summary>
    public const string DefaultClusterId = "llmwl";

    /// <summary>The service id, which keeps this system's state apart from another's in a shared store.</summary>
    public const string ServiceId = "llmwl";

    /// <summary>Adds the system's services and storage to a silo.</summary>
    public static ISiloBuilder AddWorkload(this ISiloBuilder silo, WorkloadStorageOptions storage)
    {
        StorageProviders.Add(silo, storage);
        silo.Services.AddAnalyses();
        silo.Configure<ClusterOptions>(options => options.ServiceId = ServiceId);
        return silo;
    }
}
