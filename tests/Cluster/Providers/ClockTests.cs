using System.Net;
using LlmWorkload.Clustering;
using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Providers;

/// <summary>A silo among others whose clocks are ahead of its own, as the table of silos tells, and the way back.</summary>
[Collection(ServersCollection.Name)]
public sealed class ClockTests(PostgresServer postgres, RedisServer redis)
{
    // From which the generation of a silo counts seconds.
    private static readonly DateTime Epoch = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly (int Port, int Gateway) _ports = SiloProcess.FreePorts();

    public static TheoryData<string> Providers => ["Postgres", "Redis"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_silo_whose_clock_is_an_hour_behind_says_so_and_joins_nothing(string provider)
    {
        var settings = await SettingsAsync(provider);
        await ListAsync(settings, SiloProcess.FreePorts().One, SiloStatus.Active, TimeSpan.FromHours(1));
        using var silo = Silo(settings);

        var refused = (await silo.ExitAsync()).Failed(1);

        Assert.Matches(
            "^llmwl-silo: This machine's clock is 00:5[0-9]:[0-9]{2} behind the one of the silo at 127.0.0.1:[0-9]+, "
            + "[^\n]*--init-database --forget-silos\n$", refused.Error);
        Assert.Equal(1, await CountAsync(settings));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Where_a_silo_ran_with_a_clock_a_day_ahead_one_with_the_right_time_starts_once_the_table_has_forgotten_it(
        string provider)
    {
        var settings = await SettingsAsync(provider);
        await ListAsync(settings, _ports.Port, SiloStatus.Dead, TimeSpan.FromDays(1));
        using (var silo = Silo(settings))
        {
            var refused = (await silo.ExitAsync()).Failed(1);
            Assert.Matches("^llmwl-silo: This machine's clock is 23:5[0-9]:[0-9]{2} behind [^\n]*--forget-silos\n$", refused.Error);
        }

        Assert.Contains("has forgotten", (await ForgetAsync(settings)).Succeeded().Output);
        Assert.Equal(0, await CountAsync(settings));

        using var again = Silo(settings);
        await again.ReadyAsync();
        again.Signal(ProgramProcess.Terminate);
        (await again.ExitAsync()).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nothing_is_forgotten_while_a_silo_is_alive(string provider)
    {
        var settings = await SettingsAsync(provider);
        using var silo = Silo(settings);
        await silo.ReadyAsync();

        var refused = (await ForgetAsync(settings)).Failed(1);

        Assert.Contains($"the silo at 127.0.0.1:{_ports.Port} is alive", refused.Error);
        (await ProgramProcess.RunClientAsync("query", "datasets", "--cluster", $"127.0.0.1:{_ports.Gateway}")).Succeeded();
        silo.Signal(ProgramProcess.Terminate);
        (await silo.ExitAsync()).Succeeded();
    }

    [Theory]
    [InlineData("--forget-silos goes with --init-database", "--forget-silos")]
    [InlineData("'Localhost' keeps no table of silos", "--init-database", "--forget-silos")]
    public async Task Silos_that_no_table_lists_cannot_be_forgotten(string expected, params string[] arguments)
    {
        using var setup = ProgramProcess.Silo(arguments);

        Assert.Contains(expected, (await setup.ExitAsync()).Failed(2).Error);
    }

    private static async Task<CommandResult> ForgetAsync(Settings settings)
    {
        using var setup = ProgramProcess.SiloSetup(["--forget-silos", .. settings.Arguments]);
        return await setup.ExitAsync();
    }

    // Puts a silo into the table that started, and said last that it is alive, by a clock that is ahead.
    private static async Task ListAsync(Settings settings, int port, SiloStatus status, TimeSpan ahead)
    {
        var then = DateTime.UtcNow + ahead;
        using var host = Host(settings);
        var table = await TableAsync(host);
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, port, (int)(then - Epoch).TotalSeconds),
            SiloName = "ahead",
            HostName = "here",
            Status = status,
            StartTime = then,
            IAmAliveTime = then,
        };
        Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync()).Version.Next()));
    }

    private static async Task<int> CountAsync(Settings settings)
    {
        using var host = Host(settings);
        return (await (await TableAsync(host)).ReadAllAsync()).Members.Count;
    }

    private static IHost Host(Settings settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            var storage = new WorkloadStorageOptions { Provider = settings.Provider, ConnectionString = settings.Connection };
            silo.Configure<ClusterOptions>(options => options.ClusterId = WorkloadSilo.DefaultClusterId);
            ClusteringProviders.Add(
                silo, new WorkloadClusteringOptions { Provider = settings.Provider, ConnectionString = settings.Connection }, storage);
            silo.AddWorkload(storage);
        });
        return builder.Build();
    }

    private static async Task<IMembershipTable> TableAsync(IHost host)
    {
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        return table;
    }

    private ProgramProcess Silo(Settings settings) =>
        ProgramProcess.Silo([$"--Silo:Port={_ports.Port}", $"--Silo:GatewayPort={_ports.Gateway}", .. settings.Arguments]);

    private async Task<Settings> SettingsAsync(string provider) =>
        new(provider, provider == "Postgres" ? await postgres.Require().CreateReadyDatabaseAsync() : redis.Require().NextDatabase());

    private sealed record Settings(string Provider, string Connection)
    {
        public string[] Arguments =>
            [$"--Clustering:Provider={Provider}", $"--Storage:Provider={Provider}", $"--ConnectionStrings:{Provider}={Connection}",
                "--Clustering:ProbeTimeout=00:00:01"];
    }
}
