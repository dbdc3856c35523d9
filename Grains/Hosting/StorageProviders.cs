using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Hosting;

/// <summary>The grain storage providers by name. To add one: write its set-up, and add its line here.</summary>
public static class StorageProviders
{
    private static readonly StorageProvider[] Known = [
        RocksDbProvider.Storage,
        MemoryProvider.Storage,
        PostgresProvider.Storage,
        RedisProvider.Storage,
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Known.Select(provider => provider.Name)];

    /// <summary>The names of the providers that need no server. Their state is for one silo.</summary>
    public static IReadOnlyCollection<string> LocalNames { get; } =
        [.. Known.Where(provider => !provider.IsShared).Select(provider => provider.Name)];

    /// <summary>The names of the providers that all silos of a cluster can share.</summary>
    public static IReadOnlyCollection<string> SharedNames { get; } =
        [.. Known.Where(provider => provider.IsShared).Select(provider => provider.Name)];

    /// <summary>The provider of a name; null where there is none.</summary>
    public static StorageProvider? Find(string name) =>
        Array.Find(Known, provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets the provider up in a silo.</summary>
    /// <exception cref="WorkloadException">There is no provider of that name.</exception>
    public static void Add(ISiloBuilder silo, WorkloadStorageOptions options)
    {
        var provider = Find(options.Provider)
            ?? throw new WorkloadException(
                $"Storage:Provider is '{options.Provider}'; expected one of {string.Join(", ", Names)}.")
            { IsInput = true };
        provider.Add(silo, options);
        var storage = silo.Services.Last(
            service => service.IsKeyedService && service.ServiceType == typeof(IGrainStorage) && Equals(
                service.ServiceKey, StorageNames.Provider));
        silo.Services.Remove(storage);
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            StorageNames.Provider,
            (services, key) => new ExplainedStorage((IGrainStorage)storage.KeyedImplementationFactory!(services, key), provider.Explain));
    }
}
