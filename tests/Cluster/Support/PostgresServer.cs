using Npgsql;

namespace LlmWorkload.Tests;

/// <summary>
/// A PostgreSQL of the tests' own, on a free port, with a data folder that goes with it. The programs are the distribution's;
/// its own cluster and service are left alone. Tests ask for <see cref="Require"/> first, and are skipped where PostgreSQL is not
/// installed.
/// </summary>
public sealed class PostgresServer : DatabaseServer, IAsyncLifetime
{
    private const string User = "llmwl";

    // The server refuses to run as root; the package made this user for it.
    private const string Account = "postgres";

    private readonly string? _programs = Find();
    private readonly Machine _machine;
    private int _databases;

    /// <summary>One on loopback.</summary>
    public PostgresServer()
        : this(Machine.Here)
    {
    }

    /// <summary>One on a machine, which all who reach it may use.</summary>
    internal PostgresServer(Machine machine) => _machine = machine;

    /// <summary>A fast shutdown, which does not wait for clients.</summary>
    protected override int StopSignal => ProgramProcess.Interrupt;

    public async ValueTask InitializeAsync()
    {
        if (_programs is null) return;
        if (Environment.IsPrivilegedProcess) await ServerProcess.RunAsync(Folder.Path, "chown", Account, Folder.Path);
        await ServerProcess.RunAsync(
            Folder.Path, Command("initdb", "-D", "state", "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"));
        await File.AppendAllTextAsync(Folder.At("state", "pg_hba.conf"), "host all all all trust\n");
        await StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await base.DisposeAsync();
    }

    /// <summary>Whether there is one.</summary>
    public bool IsInstalled => _programs is not null;

    /// <summary>The server, which the test needs.</summary>
    public PostgresServer Require()
    {
        Assert.SkipWhen(_programs is null, "PostgreSQL is not installed (Debian's package postgresql).");
        return this;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"llmwl_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Here(Connection("postgres")));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Makes a database with what a silo needs, as <c>--init-database</c> does.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateReadyDatabaseAsync()
    {
        var connection = await CreateDatabaseAsync();
        using var setup = ProgramProcess.SiloSetup(
            "--Clustering:Provider=Postgres", "--Storage:Provider=Postgres", $"--ConnectionStrings:Postgres={Here(connection)}");
        (await setup.ExitAsync()).Succeeded();
        return connection;
    }

    /// <summary>
    /// A connection string for this process, which is not on the server's network: it goes through a socket in the server's folder.
    /// </summary>
    public string Here(string connection) => new NpgsqlConnectionStringBuilder(connection) { Host = Folder.Path }.ConnectionString;

    /// <inheritdoc/>
    private protected override Task<ServerProcess> LaunchAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            "database system is ready to accept connections",
            [.. _machine.Launcher,
                .. Command("postgres", "-D", "state", "-p", $"{Port}", "-h", _machine.Address, "-k", Folder.Path, "-c", "fsync=off", "-c",
                "max_connections=200", "-c", "log_destination=stderr")]);

    // Whoever asks for Kerberos first waits for a name server, and a machine of a test has none.
    private string Connection(string database) =>
        $"Host={_machine.Address};Port={Port};Database={database};Username={User};GSS Encryption Mode=Disable";

    private IReadOnlyList<string> Command(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_programs!, program), .. arguments];
        return Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--init-groups", .. command]
            : command;
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
