using LlmWorkload.Clustering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Persistence.Redis;
using Orleans.Runtime;
using StackExchange.Redis;

namespace LlmWorkload.Storage;

/// <summary>
/// Clustering and grain storage in Redis, for state that fits its memory. Keys begin with the service's id and never expire. The server
/// must not evict them (<c>maxmemory-policy noeviction</c>). It must write them to disk (<c>appendonly yes</c>) if state is to survive the
/// server.
/// </summary>
internal static class RedisProvider
{
    /// <summary>The name.</summary>
    public const string Name = "Redis";

    /// <summary>The grain storage.</summary>
    public static StorageProvider Storage { get; } = new(Name, IsShared: true, static (silo, options) =>
    {
        var configuration = Configuration(options.ConnectionString, "Storage:ConnectionString", "llmwl-storage");
        CheckEviction(silo, configuration);
        silo.AddRedisGrainStorage(StorageNames.Provider, builder => builder.Configure<IServiceProvider>((storage, services) =>
        {
            storage.ConfigurationOptions = configuration;
            storage.GrainStorageSerializer = StorageSerializer.Binary(services);
            storage.DeleteStateOnClear = true;
        }));
    })
    {
        Explain = Explain,
    };

    /// <summary>The clustering.</summary>
    public static ClusteringProvider Clustering { get; } = new(Name, static (silo, options) =>
    {
        var configuration = Configuration(options.ConnectionString, "Clustering:ConnectionString", "llmwl-clustering");
        CheckEviction(silo, configuration);
        silo.UseRedisClustering(clustering => clustering.ConfigurationOptions = configuration);
    })
    {
        AddClient = static (client, connectionString) =>
        {
            var configuration = Configuration(connectionString, "--cluster", "llmwl-client");
            client.UseRedisClustering(clustering => clustering.ConfigurationOptions = configuration);
        },
        Explain = Explain,
    };

    private static void CheckEviction(ISiloBuilder silo, ConfigurationOptions configuration) =>
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            services => ActivatorUtilities.CreateInstance<RedisEvictionCheck>(services, configuration));

    private static ConfigurationOptions Configuration(string connectionString, string setting, string client)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new WorkloadException($"{setting} is missing (or ConnectionStrings:{Name}); expected one such as "
                + "127.0.0.1:6379.")
            { IsInput = true };
        try
        {
            var configuration = ConfigurationOptions.Parse(connectionString);
            configuration.ClientName ??= client;
            return configuration;
        }
        catch (ArgumentException unreadable)
        {
            throw new WorkloadException($"{setting} is not a connection string of Redis: {unreadable.Message}",
                unreadable)
            { IsInput = true };
        }
    }

    // The providers put the whole key and the stack into the message of a failure. The exception behind it says the same in a sentence.
    private static StoreFailure? Explain(Exception failure) => failure switch
    {
        RedisServerException refused when IsRefusal(refused.Message) =>
            new StoreFailure($"Redis refuses: {refused.Message}", Passes: false),
        RedisException unreachable => new StoreFailure($"Redis cannot be used: {FirstSentence(unreachable.Message)}", Passes: true),
        RedisClusteringException or RedisStorageException when failure.InnerException is null =>
            new StoreFailure($"Redis cannot be used: {FirstSentence(failure.Message)}", Passes: true),
        _ => null,
    };

    private static bool IsRefusal(string message) =>
        Array.Exists(["NOAUTH", "WRONGPASS", "NOPERM"], code => message.StartsWith(code, StringComparison.Ordinal));

    // The rest of the message is counters of the driver.
    private static string FirstSentence(string message) => message.Split(['\r', '\n'])[0].Split(", command=")[0];
}
