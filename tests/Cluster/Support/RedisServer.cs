namespace LlmWorkload.Tests;

/// <summary>
/// A Redis of the tests' own, on a free port of loopback with a data folder that goes with it. Tests ask for <see cref="Require"/> first,
/// and are skipped where Redis is not installed.
/// </summary>
public sealed class RedisServer : DatabaseServer, IAsyncLifetime
{
    private readonly string? _program = Array.Find(["/usr/bin/redis-server", "/usr/local/bin/redis-server"], File.Exists);
    private int _databases;

    /// <inheritdoc/>
    protected override int StopSignal => ProgramProcess.Terminate;

    public async ValueTask InitializeAsync()
    {
        if (_program is not null) await StartAsync();
    }

    /// <summary>The server, which the test needs.</summary>
    public RedisServer Require()
    {
        Assert.SkipWhen(_program is null, "Redis is not installed (Debian's package redis-server).");
        return this;
    }

    /// <summary>The connection string of a database that nobody has used.</summary>
    public string NextDatabase() => $"127.0.0.1:{Port},defaultDatabase={Interlocked.Increment(ref _databases)}";

    /// <inheritdoc/>
    private protected override Task<ServerProcess> LaunchAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            "Ready to accept connections",
            _program!, "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder.Path, "--databases", "64", "--save", "", "--appendonly",
                "yes", "--maxmemory-policy", "noeviction");
}
