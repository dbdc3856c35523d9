using Npgsql;

namespace LlmWorkload.Tests;

/// <summary>
/// A PostgreSQL of the tests' own, on a free port of loopback with a data folder that goes with it. The programs are the distribution's;
/// its own cluster and service are left alone. Tests ask for <see cref="Require"/> first, and are skipped where PostgreSQL is not installed.
/// </summary>
public sealed class PostgresServer : DatabaseServer, IAsyncLifetime
{
    private const string User = "llmwl";

    // The server refuses to run as root; the package made this user for it.
    private const string Account = "postgres";

    private readonly string? _programs = Find();
    private int _databases;

    /// <summary>A fast shutdown, which does not wait for clients.</summary>
    protected override int StopSignal => ProgramProcess.Interrupt;

    public async Task InitializeAsync()
    {
        if (_programs is null) return;
        if (Environment.IsPrivilegedProcess) await ServerProcess.RunAsync(Folder.Path, "chown", Account, Folder.Path);
        await ServerProcess.RunAsync(Folder.Path, Command("initdb", "-D", "state", "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"));
        await StartAsync();
    }

    public override async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await base.DisposeAsync();
    }

    /// <summary>Whether there is one.</summary>
    public bool IsInstalled => _programs is not null;

    /// <summary>The server, which the test needs.</summary>
    public PostgresServer Require()
    {
        Skip.If(_programs is null, "PostgreSQL is not installed (Debian's package postgresql).");
        return this;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"llmwl_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Makes a database with what a silo needs, as <c>--init-database</c> does.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateReadyDatabaseAsync()
    {
        var connection = await CreateDatabaseAsync();
        using var setup = ProgramProcess.SiloSetup("--Clustering:Provider=Postgres", "--Storage:Provider=Postgres", $"--ConnectionStrings:Postgres={connection}");
        (await setup.ExitAsync()).Succeeded();
        return connection;
    }

    /// <inheritdoc/>
    private protected override Task<ServerProcess> LaunchAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            "database system is ready to accept connections",
            Command("postgres", "-D", "state", "-p", $"{Port}", "-h", "127.0.0.1", "-k", "", "-c", "fsync=off", "-c", "max_connections=200", "-c", "log_destination=stderr"));

    private string Connection(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={User}";

    private IReadOnlyList<string> Command(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_programs!, program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--init-groups", .. command] : command;
    }

    private static string? Find()
    {
        const string versions = "/usr/lib/postgresql";
        if (!Directory.Exists(versions)) return null;
        return Directory.EnumerateDirectories(versions)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(programs => File.Exists(Path.Combine(programs, "initdb")));
    }
}
