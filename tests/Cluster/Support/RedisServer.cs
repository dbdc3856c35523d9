namespace LlmWorkload.Tests;

/// <summary>
/// A Redis of the tests' own, on a free port of loopback with a data folder that goes with it. Tests ask for <see cref="Require"/> first, and are
/// skipped where Redis is not installed.
/// </summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _program = Array.Find(["/usr/bin/redis-server", "/usr/local/bin/redis-server"], File.Exists);
    private readonly int _port = SiloProcess.FreePorts().One;
    private ServerProcess? _server;
    private int _databases;

    public async Task InitializeAsync()
    {
        if (_program is not null) await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await StopAsync();
        _folder.Dispose();
    }

    /// <summary>The server, which the test needs.</summary>
    public RedisServer Require()
    {
        Skip.If(_program is null, "Redis is not installed (Debian's package redis-server).");
        return this;
    }

    /// <summary>The connection string of a database that nobody has used.</summary>
    public string NextDatabase() => $"127.0.0.1:{_port},defaultDatabase={Interlocked.Increment(ref _databases)}";

    /// <summary>Starts it, with the data that it has.</summary>
    public async Task StartAsync() =>
        _server = await ServerProcess.StartAsync(
            _folder.Path,
            "Ready to accept connections",
            _program!, "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.Path, "--databases", "64", "--save", "", "--appendonly", "yes", "--maxmemory-policy", "noeviction");

    /// <summary>Stops it as an administrator would.</summary>
    public Task StopAsync() => EndAsync(ProgramProcess.Terminate);

    /// <summary>Ends it as a power cut would.</summary>
    public Task KillAsync() => EndAsync(ProgramProcess.Kill);

    /// <summary>Stops it and starts it again, with the same port and data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    private async Task EndAsync(int signal)
    {
        await _server!.EndAsync(signal);
        await _server.DisposeAsync();
        _server = null;
    }
}
