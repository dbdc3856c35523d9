using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LlmWorkload.Tests.Providers;

/// <summary>How a silo ends that cannot start, or is not to: with one line, and never with a crash.</summary>
[Collection(ServersCollection.Name)]
public sealed class SiloEndTests(PostgresServer postgres) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Silo:Port")]
    [InlineData("Silo:GatewayPort")]
    public async Task A_port_that_another_silo_listens_on_is_refused(string setting)
    {
        var (port, gateway) = SiloProcess.FreePorts();
        using var first = ProgramProcess.Silo(Settings(port, gateway, "first"));
        await first.ReadyAsync();

        var other = SiloProcess.FreePorts();
        using var second = ProgramProcess.Silo(
            setting == "Silo:Port" ? Settings(port, other.Other, "second") : Settings(other.One, gateway, "second"));

        AssertOneLine(
            $"llmwl-silo: {setting}: 127.0.0.1:{(setting == "Silo:Port" ? port : gateway)} cannot be listened on: ",
            (await second.ExitAsync()).Failed(2));
    }

    [Fact]
    public async Task A_port_that_another_program_listens_on_is_refused()
    {
        using var program = new TcpListener(IPAddress.Loopback, 0);
        program.Start();
        var taken = ((IPEndPoint)program.LocalEndpoint).Port;
        using var silo = ProgramProcess.Silo(Settings(SiloProcess.FreePorts().One, taken, "state"));

        AssertOneLine($"llmwl-silo: Silo:GatewayPort: 127.0.0.1:{taken} cannot be listened on: ", (await silo.ExitAsync()).Failed(2));
    }

    [Theory]
    [InlineData("--help", "--Http:Port")]
    [InlineData("-h", "--init-database")]
    [InlineData("--version", "")]
    public async Task Help_and_version_are_printed_and_start_nothing(string argument, string words)
    {
        using var silo = ProgramProcess.Silo(argument);
        var run = (await silo.ExitAsync()).Succeeded();
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.NotEqual("", run.Output.Trim());
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("foo", "there is no argument 'foo'")]
    [InlineData("--Http:Prot=1", "there is no setting '--Http:Prot'; the nearest is '--Http:Port'")]
    public async Task A_word_that_is_no_setting_is_refused(string argument, string words)
    {
        using var silo = ProgramProcess.Silo([.. Settings(SiloProcess.FreePorts(), "state"), argument]);
        AssertOneLine($"llmwl-silo: {words}", (await silo.ExitAsync()).Failed(2));
    }

    [Fact]
    public async Task A_port_for_HTTP_that_another_program_listens_on_is_refused_without_a_stack()
    {
        using var program = new TcpListener(IPAddress.Loopback, 0);
        program.Start();
        var taken = ((IPEndPoint)program.LocalEndpoint).Port;
        using var silo = ProgramProcess.Silo([.. Settings(SiloProcess.FreePorts(), "state"), $"--Http:Port={taken}"]);

        var run = (await silo.ExitAsync()).Failed(2);
        AssertOneLine($"llmwl-silo: Http:Port is {taken}, which cannot be listened on: ", run);
        Assert.DoesNotContain("Exception", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_that_another_silo_holds_is_refused()
    {
        using var first = ProgramProcess.Silo(Settings(SiloProcess.FreePorts(), "state"));
        await first.ReadyAsync();
        using var second = ProgramProcess.Silo(Settings(SiloProcess.FreePorts(), "state"));

        AssertOneLine("llmwl-silo: The state folder ", (await second.ExitAsync()).Failed(1));
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_while_it_starts_ends_quietly()
    {
        var connection = await postgres.Require().CreateReadyDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(postgres.Here(connection));
        await using var holder = await database.OpenConnectionAsync();
        await using var hold = await holder.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(
            "LOCK TABLE llmwl_cluster IN ACCESS EXCLUSIVE MODE", holder, hold)) await command.ExecuteNonQueryAsync();
        var (port, gateway) = SiloProcess.FreePorts();
        using var silo = ProgramProcess.Silo(
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", "--Clustering:Provider=Postgres", "--Storage:Provider=Postgres",
            $"--ConnectionStrings:Postgres={connection}");
        await using var waiting = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'llmwl_cluster'::regclass)");
        await Waiting.ForAsync(async () => (bool)(await waiting.ExecuteScalarAsync())!, Longest, "the silo to ask for the table of silos");

        silo.Signal(ProgramProcess.Terminate);
        await hold.RollbackAsync();

        var ended = (await silo.ExitAsync()).Succeeded();
        Assert.Equal("", ended.Error);
        Assert.DoesNotContain("Exception", ended.Output);
        Assert.DoesNotContain("Ready for clients", ended.Output);
    }

    private static void AssertOneLine(string start, CommandResult ended)
    {
        Assert.StartsWith(start, ended.Error);
        Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string[] Settings((int Port, int Gateway) ports, string state) => Settings(ports.Port, ports.Gateway, state);

    private string[] Settings(int port, int gateway, string state) =>
        [$"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Storage:Path={_folder.At(state)}"];
}
