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

/// <summary>
/// What Orleans relies on in a table of silos: every change names the version that it has seen, and of two changes to one version one is
/// made.
/// </summary>
[Collection(ServersCollection.Name)]
public sealed class MembershipTests(PostgresServer postgres, RedisServer redis) : IDisposable
{
    private readonly List<IHost> _hosts = [];

    public static TheoryData<string> Providers => ["Postgres", "Redis"];

    public void Dispose() => _hosts.ForEach(host => host.Dispose());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_new_table_is_empty_and_making_it_again_keeps_what_is_in_it(string provider)
    {
        var table = await TableAsync(provider);
        var empty = await table.ReadAllAsync();
        Assert.Empty(empty.Members);

        Assert.True(await table.InsertRowAsync(Silo(1), empty.Version.Next()));
        await table.InitializeMembershipTableAsync(true);

        Assert.Single((await table.ReadAllAsync()).Members);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_silo_is_read_back_as_it_was_written(string provider)
    {
        var table = await TableAsync(provider);
        var silo = Silo(1);
        Assert.True(await table.InsertRowAsync(silo, (await table.ReadAllAsync()).Version.Next()));
        silo.Status = SiloStatus.Active;
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc))];
        var (_, etag) = Assert.Single((await table.ReadAllAsync()).Members);
        Assert.True(await table.UpdateRowAsync(silo, etag, (await table.ReadAllAsync()).Version.Next()));

        var (read, _) = Assert.Single((await table.ReadRowAsync(silo.SiloAddress)).Members);

        Assert.Equal(silo.SiloAddress, read.SiloAddress);
        Assert.Equal(silo.SiloName, read.SiloName);
        Assert.Equal(silo.HostName, read.HostName);
        Assert.Equal(SiloStatus.Active, read.Status);
        Assert.Equal(silo.ProxyPort, read.ProxyPort);
        Assert.Equal(silo.StartTime, read.StartTime);
        Assert.Equal(silo.IAmAliveTime, read.IAmAliveTime);
        Assert.Equal(silo.SuspectTimes, read.SuspectTimes);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_silo_that_is_not_there_reads_as_none_with_the_tables_version(string provider)
    {
        var table = await TableAsync(provider);
        Assert.True(await table.InsertRowAsync(Silo(1), (await table.ReadAllAsync()).Version.Next()));

        var read = await table.ReadRowAsync(Silo(2).SiloAddress);

        Assert.Empty(read.Members);
        Assert.Equal((await table.ReadAllAsync()).Version.Version, read.Version.Version);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_change_to_an_old_version_or_of_an_absent_silo_is_refused_and_counts_for_nothing(string provider)
    {
        var table = await TableAsync(provider);
        var old = (await table.ReadAllAsync()).Version;
        Assert.True(await table.InsertRowAsync(Silo(1), old.Next()));
        var current = await table.ReadAllAsync();
        var (silo, etag) = Assert.Single(current.Members);

        Assert.False(await table.InsertRowAsync(Silo(2), old.Next()));
        Assert.False(await table.InsertRowAsync(Silo(1), current.Version.Next()));
        Assert.False(await table.UpdateRowAsync(silo, etag, old.Next()));
        Assert.False(await table.UpdateRowAsync(Silo(3), etag, current.Version.Next()));

        var after = await table.ReadAllAsync();
        Assert.Single(after.Members);
        Assert.Equal(current.Version.Version, after.Version.Version);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_silos_that_join_at_once_one_succeeds_at_a_time(string provider)
    {
        var table = await TableAsync(provider);
        for (var trial = 0; trial < 20; trial++)
        {
            var before = await table.ReadAllAsync();
            var first = trial * 5 + 1;
            var joined = await Task.WhenAll(
                Enumerable.Range(first, 5).Select(number => Task.Run(() => table.InsertRowAsync(Silo(number), before.Version.Next()))));

            Assert.Single(joined, succeeded => succeeded);
            var after = await table.ReadAllAsync();
            Assert.Equal(trial + 1, after.Members.Count);
            Assert.Equal(before.Version.Version + 1, after.Version.Version);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sign_of_life_is_no_change_of_the_table(string provider)
    {
        var table = await TableAsync(provider);
        var silo = Silo(1);
        Assert.True(await table.InsertRowAsync(silo, (await table.ReadAllAsync()).Version.Next()));
        var before = await table.ReadAllAsync();

        silo.IAmAliveTime = silo.IAmAliveTime.AddMinutes(1);
        await table.UpdateIAmAliveAsync(silo);

        var after = await table.ReadAllAsync();
        Assert.Equal(silo.IAmAliveTime, Assert.Single(after.Members).Item1.IAmAliveTime);
        Assert.Equal(before.Version.Version, after.Version.Version);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Silos_long_dead_are_swept_out_and_no_others(string provider)
    {
        var table = await TableAsync(provider);
        foreach (var (number, status, age) in ((int, SiloStatus, int)[])[(1, SiloStatus.Dead, 10), (2, SiloStatus.Dead, 0),
            (3, SiloStatus.Active, 10)])
        {
            var silo = Silo(number);
            (silo.Status, silo.IAmAliveTime, silo.StartTime) = (status, silo.IAmAliveTime.AddDays(-age), silo.StartTime.AddDays(-age));
            Assert.True(await table.InsertRowAsync(silo, (await table.ReadAllAsync()).Version.Next()));
        }

        await table.CleanupDefunctSiloEntriesAsync(Started.AddDays(-5));

        Assert.Equal([Silo(2).SiloAddress, Silo(3).SiloAddress],
            (await table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress).Order());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Clusters_that_share_a_store_do_not_see_one_another(string provider)
    {
        var connection = await ConnectionAsync(provider);
        var (one, other) = (await TableAsync(provider, connection, "one"), await TableAsync(provider, connection, "other"));
        Assert.True(await one.InsertRowAsync(Silo(1), (await one.ReadAllAsync()).Version.Next()));

        Assert.Empty((await other.ReadAllAsync()).Members);
        await other.DeleteMembershipTableEntriesAsync("other");
        Assert.Single((await one.ReadAllAsync()).Members);
    }

    private static DateTime Started { get; } = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 20_000 + number, number),
        SiloName = $"silo-{number}",
        HostName = "here",
        Status = SiloStatus.Joining,
        ProxyPort = 30_000 + number,
        StartTime = Started,
        IAmAliveTime = Started,
    };

    private async Task<string> ConnectionAsync(string provider) =>
        provider == "Postgres" ? await postgres.Require().CreateReadyDatabaseAsync() : redis.Require().NextDatabase();

    private async Task<IMembershipTable> TableAsync(string provider) =>
        await TableAsync(provider, await ConnectionAsync(provider), "cluster");

    private async Task<IMembershipTable> TableAsync(string provider, string connection, string cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            var storage = new WorkloadStorageOptions { Provider = provider, ConnectionString = connection };
            silo.Configure<ClusterOptions>(options => options.ClusterId = cluster);
            ClusteringProviders.Add(silo, new WorkloadClusteringOptions { Provider = provider, ConnectionString = connection }, storage);
            silo.AddWorkload(storage);
        });
        _hosts.Add(builder.Build());
        var table = _hosts[^1].Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        return table;
    }
}
