using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using StackExchange.Redis;

namespace LlmWorkload.Storage;

/// <summary>
/// Refuses, before the silo joins, a Redis that drops keys when its memory is full: the keys are rows that were acknowledged. A server that
/// others manage may not tell. Then the silo starts, and its log says that the setting is not known.
/// </summary>
/// <param name="configuration">The server.</param>
/// <param name="log">Told where the server does not tell its setting.</param>
internal sealed partial class RedisEvictionCheck(ConfigurationOptions configuration, ILogger<RedisEvictionCheck> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Setting = "maxmemory-policy";
    private const string Field = "maxmemory_policy";
    private const string Safe = "noeviction";

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(RedisEvictionCheck), ServiceLifecycleStage.First, CheckAsync);

    /// <exception cref="WorkloadException">The server evicts.</exception>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var own = configuration.Clone();
        own.AllowAdmin = true; // the driver takes CONFIG GET for an administrator's command
        await using var redis = await ConnectionMultiplexer.ConnectAsync(own);
        foreach (var server in redis.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }))
        {
            var policy = await TellAsync(() => AskSettingAsync(server)) ?? await TellAsync(() => AskMemoryAsync(server));
            if (policy is null) LogUntold(server.EndPoint.ToString() ?? "", Setting, Safe);
            else if (!policy.Equals(Safe, StringComparison.OrdinalIgnoreCase)) throw Evicts(server, policy);
        }
    }

    private static async Task<string?> TellAsync(Func<Task<string?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RedisException)
        {
            return null; // the asker may not read the setting, or the server does not know it
        }
    }

    private static async Task<string?> AskSettingAsync(IServer server) =>
        (await server.ConfigGetAsync(Setting)).Where(pair => pair.Key == Setting).Select(pair => pair.Value).FirstOrDefault();

    private static async Task<string?> AskMemoryAsync(IServer server) =>
        (await server.InfoAsync("memory")).SelectMany(section => section).Where(pair => pair.Key == Field).Select(pair => pair.Value)
            .FirstOrDefault();

    private static WorkloadException Evicts(IServer server, string policy) => new(
        $"Redis at {server.EndPoint} has {Setting} {policy}, by which it drops rows when its memory is full; set it with: CONFIG SET "
            + $"{Setting} {Safe} (and in redis.conf).")
    { IsInput = true };

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning,
        Message = "Redis at {Server} does not tell its {Setting}; with any but {Safe} it drops rows when its memory is full")]
    private partial void LogUntold(string server, string setting, string safe);
}
