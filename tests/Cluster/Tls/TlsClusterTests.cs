namespace LlmWorkload.Tests.Tls;

/// <summary>Several silos that show each other certificates, over Redis.</summary>
[Collection(ServersCollection.Name)]
public sealed class TlsClusterTests(RedisServer redis) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TlsFolder _tls = new();
    private readonly TlsFolder _other = new();

    public void Dispose()
    {
        _other.Dispose();
        _tls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Silos_of_one_authority_work_together_and_one_of_another_does_not_get_in()
    {
        var database = redis.Require().NextDatabase();
        await using var cluster = new SharedCluster("Redis", database, null, _tls.Settings);
        await cluster.StartAsync(2);
        string[] known = ["--cluster", cluster.Gateways, .. _tls.Options];
        var log = SampleLog.Write(_folder.At("log.csv"), rows: 2_000, seed: 9);
        (await ProgramProcess.RunClientAsync(["ingest", log, "--dataset", "d", .. known])).Succeeded();

        var before = await AskAsync();
        var (port, gateway) = SiloProcess.FreePorts();
        using var stranger = ProgramProcess.Silo([
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", "--Clustering:Provider=Redis", "--Storage:Provider=Redis",
            $"--ConnectionStrings:Redis={database}", "--Clustering:ProbeTimeout=00:00:01", .. _other.Settings]);
        var ended = (await stranger.ExitAsync()).Failed(1);

        Assert.Contains("its certificate, CN=peer, is not signed by an authority of Tls:Ca", ended.Output);
        Assert.Equal(before, await AskAsync());
        Assert.Contains(
            "Silo:Port: a connection from 127.0.0.1 was refused: its certificate, CN=peer, is not signed by an authority of Tls:Ca",
            (await cluster.StopAsync(0)).Output + (await cluster.StopAsync(1)).Output);

        async Task<string> AskAsync() =>
            (await ProgramProcess.RunClientAsync(["query", "overview", "--dataset", "d", "--format", "json", .. known])).Succeeded().Output;
    }
}
