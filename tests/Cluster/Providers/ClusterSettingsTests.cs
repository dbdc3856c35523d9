using LlmWorkload.Hosting;
using Microsoft.Extensions.Configuration;

namespace LlmWorkload.Tests.Providers;

/// <summary>Settings of a shared cluster that cannot work are refused before anything starts, and named.</summary>
public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("RocksDb", "Postgres")]
    [InlineData("RocksDb", "Redis")]
    [InlineData("Memory", "Redis")]
    public async Task A_storage_for_one_silo_is_refused_where_there_can_be_several(string storage, string clustering)
    {
        var refused = await RefusedAsync(
            2, $"--Storage:Provider={storage}", $"--Clustering:Provider={clustering}", "--Clustering:ConnectionString=Host=127.0.0.1");

        Assert.Contains($"Storage:Provider is '{storage}'", refused.Error);
        Assert.Contains("expected one of Postgres, Redis", refused.Error);
    }

    [Theory]
    [InlineData("Clustering:Provider is 'Paper'", "--Clustering:Provider=Paper")]
    [InlineData("Clustering:DeathVotes is 0", "--Clustering:DeathVotes=0")]
    [InlineData("Clustering:ProbeTimeout is 01:00:00", "--Clustering:ProbeTimeout=01:00:00")]
    [InlineData("Clustering:ConnectionString is missing (or ConnectionStrings:Postgres)", "--Clustering:Provider=Postgres",
        "--Storage:Provider=Postgres")]
    [InlineData("Storage:ConnectionString is missing (or ConnectionStrings:Redis)", "--Storage:Provider=Redis")]
    [InlineData("Storage:ConnectionString is not a connection string of PostgreSQL", "--Storage:Provider=Postgres",
        "--Storage:ConnectionString=Hose=127.0.0.1")]
    [InlineData("Storage:ConnectionString is not a connection string of Redis", "--Storage:Provider=Redis",
        "--Storage:ConnectionString=127.0.0.1:1,speed=high")]
    [InlineData("Silo:AdvertisedAddress is empty", "--Silo:Address=0.0.0.0")]
    [InlineData("Silo:AdvertisedAddress is 0.0.0.0", "--Silo:Address=0.0.0.0", "--Silo:AdvertisedAddress=0.0.0.0")]
    [InlineData("Silo:AdvertisedAddress is 'no-such-host.invalid'", "--Silo:AdvertisedAddress=no-such-host.invalid")]
    [InlineData("Silo:HealthPort is 30000", "--Silo:HealthPort=30000")]
    [InlineData("Silo:MaxConnections is 9; expected 10 or more", "--Silo:MaxConnections=9")]
    [InlineData("Silo:MaxConnectionsPerAddress is 0", "--Silo:MaxConnectionsPerAddress=0")]
    [InlineData("Silo:HandshakeTimeout is 00:00:00; expected 0:00:01 to 1:00:00", "--Silo:HandshakeTimeout=00:00:00")]
    [InlineData("Silo:MessageTimeout is 1.00:00:00", "--Silo:MessageTimeout=1.00:00:00")]
    [InlineData("Silo:MaxMessageMegabytes is 101; expected 2 to 100", "--Silo:MaxMessageMegabytes=101")]
    [InlineData(
        "Silo:MaxUnfinishedMegabytes is 8; expected 16, which is Silo:MaxMessageMegabytes, or more", "--Silo:MaxUnfinishedMegabytes=8")]
    public async Task A_setting_that_cannot_work_is_refused_and_named(string expected, params string[] arguments) =>
        Assert.Contains(expected, (await RefusedAsync(2, arguments)).Error);

    [Theory]
    [InlineData("PostgreSQL cannot be used", "Postgres", "Host=127.0.0.1;Username=u;Timeout=2;Port=")]
    [InlineData("Redis cannot be used", "Redis", "connectRetry=0,connectTimeout=500,127.0.0.1:")]
    public async Task A_server_that_is_not_there_is_said_to_be_so(string expected, string provider, string connection)
    {
        connection += SiloProcess.FreePorts().One;

        var silo = await RefusedAsync(
            1, $"--Clustering:Provider={provider}", $"--Storage:Provider={provider}", $"--ConnectionStrings:{provider}={connection}");
        var client = (await CommandLine.RunAsync(
            "query", "datasets", "--cluster", $"{provider}:{connection}", "--timeout", "10")).Failed(1);

        Assert.Contains(expected, silo.Error);
        Assert.Contains(expected, client.Error);
        Assert.DoesNotContain("   at ", client.Error);
    }

    [Theory]
    [InlineData("--cluster has 'nonsense'", "nonsense")]
    [InlineData("--cluster is missing (or ConnectionStrings:Redis)", "redis")]
    [InlineData("--cluster is not a connection string of PostgreSQL", "postgres:Hose=1")]
    public async Task An_address_of_a_cluster_that_is_none_is_refused(string expected, string address) =>
        Assert.Contains(expected, (await CommandLine.RunAsync("query", "datasets", "--cluster", address)).Failed(2).Error);

    [Fact]
    public async Task Providers_without_a_database_need_no_set_up()
    {
        using var setup = ProgramProcess.SiloSetup("--Storage:Provider=Memory");

        Assert.Contains("need no set-up", (await setup.ExitAsync()).Succeeded().Output);
    }

    [Fact]
    public void The_name_of_an_address_says_nothing_secret()
    {
        var address = ClusterAddress.Parse("postgres:Host=127.0.0.1;Password=open", new ConfigurationBuilder().Build());

        Assert.DoesNotContain("open", address.Name);
    }

    [Fact]
    public void A_host_that_is_called_like_a_provider_is_a_host() =>
        Assert.Contains(
            "the host 'redis'",
            Assert.Throws<WorkloadException>(() => ClusterAddress.Parse("redis:30000", new ConfigurationBuilder().Build())).Message);

    private static async Task<CommandResult> RefusedAsync(int exitCode, params string[] arguments)
    {
        var (port, gateway) = SiloProcess.FreePorts();
        using var silo = ProgramProcess.Silo(
            ["--Silo:Port", $"{port}", "--Silo:GatewayPort", arguments.Any(argument => argument.Contains("HealthPort"))
            ? "30000"
            : $"{gateway}", .. arguments]);
        var refused = (await silo.ExitAsync()).Failed(exitCode);
        Assert.DoesNotContain("   at ", refused.Error);
        return refused;
    }
}
