using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Hosting;

/// <summary>The grain storage providers by name. To add one: write its set-up, and add its line here.</summary>
public static class StorageProviders
{
    private static readonly Dictionary<string, Action<ISiloBuilder, WorkloadStorageOptions>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RocksDb"] = static (silo, options) => silo.AddRocksDbGrainStorage(StorageNames.Provider, builder => builder.Configure(rocks =>
        {
            rocks.Path = options.Path;
            rocks.Sync = options.Sync;
        })),
        ["Memory"] = static (silo, _) => silo.AddMemoryGrainStorage(StorageNames.Provider, builder => builder.Configure<IServiceProvider>((memory, services) =>
            memory.GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services))),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>Sets the provider up in a silo.</summary>
    /// <exception cref="WorkloadException">There is no provider of that name.</exception>
    public static void Add(ISiloBuilder silo, WorkloadStorageOptions options)
    {
        if (!Known.TryGetValue(options.Provider, out var add))
        {
            throw new WorkloadException($"Storage:Provider is '{options.Provider}'; expected one of {string.Join(", ", Names)}.") { IsInput = true };
        }

        add(silo, options);
    }
}
