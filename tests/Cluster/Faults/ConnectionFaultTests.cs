namespace LlmWorkload.Tests.Faults;

/// <summary>Connections to a silo's ports that take a place, time or memory and give nothing for it.</summary>
[Collection(ServersCollection.Name)]
public sealed class ConnectionFaultTests(PostgresServer postgres) : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const int Descriptors = 400;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly Machine Narrow = new("127.0.0.1", "sh", "-c", $"ulimit -n {Descriptors}; exec \"$@\"", "sh");

    private readonly TemporaryFolder _folder = new();
    private readonly (int Port, int Gateway) _ports = SiloProcess.FreePorts();
    private readonly List<RawConnection> _open = [];

    public void Dispose()
    {
        _open.ForEach(connection => connection.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Idle_connections_beyond_the_descriptors_of_a_silo_keep_no_client_out_and_no_database_away()
    {
        var connection = await postgres.Require().CreateReadyDatabaseAsync();
        using var silo = await StartAsync(
            Narrow, "--Clustering:Provider=Postgres", "--Storage:Provider=Postgres", $"--ConnectionStrings:Postgres={connection}");
        for (var i = 0; i < Descriptors * 3 / 2; i++)
        {
            _open.Add(await RawConnection.ToAsync(_ports.Gateway));
            _open.Add(await RawConnection.ToAsync(_ports.Port));
        }

        var log = SampleLog.Write(_folder.At("log.csv"), rows: 2_000, seed: 21);
        (await ProgramProcess.RunClientAsync("ingest", log, "--dataset", "d", "--cluster", $"127.0.0.1:{_ports.Gateway}")).Succeeded();

        silo.Signal(ProgramProcess.Terminate);
        var ended = (await silo.ExitAsync()).Succeeded();
        Assert.Contains("Silo:GatewayPort: ", ended.Output);
        Assert.Contains("connections were turned away", ended.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_without_a_handshake_is_closed_when_its_time_is_up(bool toSiloPort)
    {
        using var silo = await StartAsync(Machine.Here, "--Silo:HandshakeTimeout=00:00:01", $"--Storage:Path={_folder.At("state")}");
        var mute = await OpenAsync(toSiloPort ? _ports.Port : _ports.Gateway);

        await mute.ClosedAsync().WaitAsync(Longest, "the silo to close a connection without a handshake");
    }

    [Fact]
    public async Task A_message_that_stands_still_is_given_up_and_a_client_that_says_nothing_stays()
    {
        var handshake = await RawConnection.RecordHandshakeAsync();
        using var silo = await StartAsync(
            Machine.Here, "--Silo:HandshakeTimeout=00:00:01", "--Silo:MessageTimeout=00:00:01", $"--Storage:Path={_folder.At("state")}");
        var idle = (await GreetAsync(handshake)).ClosedAsync();
        await using var client = await ClusterClient.ConnectAsync($"127.0.0.1:{_ports.Gateway}");
        var half = await GreetAsync(handshake);
        await half.BeginMessageAsync(header: 100, body: Megabyte, sent: 1_000);

        await half.ClosedAsync().WaitAsync(Longest, "the silo to close a connection whose message does not go on");

        Assert.Null(await client.FindAsync("nothing"));
        Assert.False(idle.IsCompleted, "A client that has sent its handshake was closed for being idle.");
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_by_its_length()
    {
        var handshake = await RawConnection.RecordHandshakeAsync();
        using var silo = await StartAsync(Machine.Here, $"--Storage:Path={_folder.At("state")}");
        var greedy = await GreetAsync(handshake);

        await greedy.BeginMessageAsync(header: 100, body: 90 * Megabyte, sent: 0);

        await greedy.ClosedAsync().WaitAsync(Longest, "the silo to close a connection whose message is too long");
    }

    [Fact]
    public async Task Unfinished_messages_that_are_too_many_bytes_together_cost_the_connection_that_holds_most()
    {
        var handshake = await RawConnection.RecordHandshakeAsync();
        using var silo = await StartAsync(Machine.Here, "--Silo:MaxUnfinishedMegabytes=20", $"--Storage:Path={_folder.At("state")}");
        var small = await GreetAsync(handshake);
        await small.BeginMessageAsync(header: 100, body: 15 * Megabyte, sent: 2 * Megabyte);
        var large = await GreetAsync(handshake);
        await large.BeginMessageAsync(header: 100, body: 15 * Megabyte, sent: 12 * Megabyte);
        var last = await GreetAsync(handshake);
        await last.BeginMessageAsync(header: 100, body: 15 * Megabyte, sent: 10 * Megabyte);

        await large.ClosedAsync().WaitAsync(Longest, "the silo to close the connection that holds most");

        (await ProgramProcess.RunClientAsync("query", "datasets", "--cluster", $"127.0.0.1:{_ports.Gateway}")).Succeeded();
        Assert.False(small.ClosedAsync().IsCompleted, "A connection that holds little was closed for one that holds much.");
    }

    private async Task<RawConnection> OpenAsync(int port)
    {
        _open.Add(await RawConnection.ToAsync(port));
        return _open[^1];
    }

    private async Task<RawConnection> GreetAsync(byte[] handshake)
    {
        _open.Add(await RawConnection.GreetAsync(_ports.Gateway, handshake));
        return _open[^1];
    }

    private async Task<ProgramProcess> StartAsync(Machine machine, params string[] settings)
    {
        var silo = ProgramProcess.Silo(machine, [$"--Silo:Port={_ports.Port}", $"--Silo:GatewayPort={_ports.Gateway}", .. settings]);
        await silo.ReadyAsync();
        return silo;
    }
}
