using System.Net;
using LlmWorkload.Clustering;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace LlmWorkload.Hosting;

/// <summary>The ways for silos to find one another, by name. To add one: write its set-up, and add its line here.</summary>
public static class ClusteringProviders
{
    private static readonly ClusteringProvider[] Known = [
        new(ClusteringProvider.Localhost, static (silo, _) => silo.UseDevelopmentClustering(
            builder => builder.Configure<IOptions<EndpointOptions>>((alone, endpoints) =>
            alone.PrimarySiloEndpoint = new IPEndPoint(endpoints.Value.AdvertisedIPAddress, endpoints.Value.SiloPort)))),
        PostgresProvider.Clustering,
        RedisProvider.Clustering,
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Known.Select(provider => provider.Name)];

    /// <summary>The names of the providers with a store, in which clients find gateways.</summary>
    public static IReadOnlyCollection<string> SharedNames { get; } =
        [.. Known.Where(provider => provider.IsShared).Select(provider => provider.Name)];

    /// <summary>The provider of a name; null where there is none.</summary>
    public static ClusteringProvider? Find(string name) =>
        Array.Find(Known, provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets the provider up in a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Which provider.</param>
    /// <param name="storage">The silo's storage. Where there can be more than one silo, it must be a storage that silos share.</param>
    /// <exception cref="WorkloadException">There is no provider of that name, or the storage is for one silo only.</exception>
    public static void Add(ISiloBuilder silo, WorkloadClusteringOptions options, WorkloadStorageOptions storage)
    {
        var provider = Find(options.Provider)
            ?? throw new WorkloadException(
                $"Clustering:Provider is '{options.Provider}'; expected one of {string.Join(", ", Names)}.")
            { IsInput = true };
        if (provider.IsShared && StorageProviders.Find(storage.Provider) is { IsShared: false } local)
        {
            throw new WorkloadException(
                $"Storage:Provider is '{local.Name}', which gives every silo a state of its own, but with Clustering:Provider "
                + $"'{provider.Name}' silos share theirs; expected one of {string.Join(", ", StorageProviders.SharedNames)}, or "
                + $"Clustering:Provider '{ClusteringProvider.Localhost}' for one silo.")
            { IsInput = true };
        }

        provider.Add(silo, options);
        silo.Configure<ClusterMembershipOptions>(membership => MembershipTimes.Apply(membership, options));
        if (!provider.IsShared) return;
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(
            services => ActivatorUtilities.CreateInstance<SuspensionGuard>(services, provider));
    }
}
