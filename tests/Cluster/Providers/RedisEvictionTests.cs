using StackExchange.Redis;

namespace LlmWorkload.Tests.Providers;

/// <summary>A Redis that drops keys when its memory is full is refused when a silo starts.</summary>
[Collection(ServersCollection.Name)]
public sealed class RedisEvictionTests(RedisServer redis)
{
    private const string Password = "secret";

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task A_policy_that_evicts_is_refused_with_its_name_and_the_remedy(string policy)
    {
        await using var server = await EvictingAsync(policy);

        AssertRefused(policy, await RunAsync(redis.NextDatabase()));
    }

    [Fact]
    public async Task Where_settings_are_not_told_the_server_is_asked_for_its_memory()
    {
        await using var server = await EvictingAsync("allkeys-lfu");
        await server.AllowAsync("limited", "-config");

        AssertRefused("allkeys-lfu", await RunAsync($"{redis.NextDatabase()},user=limited,password={Password}"));
    }

    [Fact]
    public async Task Where_neither_is_told_the_silo_starts_and_warns()
    {
        await using var server = await EvictingAsync("allkeys-lfu");
        await server.AllowAsync("blind", "-config", "-info");
        using var silo = Silo($"{redis.NextDatabase()},user=blind,password={Password}");
        await silo.ReadyAsync();

        silo.Signal(ProgramProcess.Terminate);

        Assert.Contains("does not tell its maxmemory-policy", (await silo.ExitAsync()).Succeeded().Output);
    }

    private static void AssertRefused(string policy, CommandResult ended)
    {
        ended.Failed(2);
        Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"has maxmemory-policy {policy}", ended.Error);
        Assert.Contains("CONFIG SET maxmemory-policy noeviction", ended.Error);
    }

    private static async Task<CommandResult> RunAsync(string connection)
    {
        using var silo = Silo(connection);
        return await silo.ExitAsync();
    }

    private static ProgramProcess Silo(string connection)
    {
        var (port, gateway) = SiloProcess.FreePorts();
        return ProgramProcess.Silo(
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", "--Clustering:Provider=Redis", "--Storage:Provider=Redis",
            $"--ConnectionStrings:Redis={connection}");
    }

    private async Task<EvictingServer> EvictingAsync(string policy)
    {
        var server = new EvictingServer(await ConnectionMultiplexer.ConnectAsync($"{redis.Require().NextDatabase()},allowAdmin=true"));
        await server.SetAsync(policy);
        return server;
    }

    /// <summary>The tests' Redis with another policy, until this is disposed of.</summary>
    private sealed class EvictingServer(ConnectionMultiplexer connection) : IAsyncDisposable
    {
        private IServer Server => connection.GetServers()[0];

        public Task SetAsync(string policy) => Server.ConfigSetAsync("maxmemory-policy", policy);

        public Task AllowAsync(string user, params object[] without) =>
            Server.ExecuteAsync("ACL", ["SETUSER", user, "reset", "on", $">{Password}", "~*", "&*", "+@all", .. without]);

        public async ValueTask DisposeAsync()
        {
            await SetAsync("noeviction");
            await connection.DisposeAsync();
        }
    }
}
