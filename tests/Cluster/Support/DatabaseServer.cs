namespace LlmWorkload.Tests;

/// <summary>A database of the tests' own, which they stop, kill and start again; its port and its data stay.</summary>
public abstract class DatabaseServer
{
    private ServerProcess? _server;

    /// <summary>Its folder, which goes with it.</summary>
    internal TemporaryFolder Folder { get; } = new();

    /// <summary>Its port.</summary>
    protected int Port { get; } = SiloProcess.FreePorts().One;

    /// <summary>The signal that an administrator would stop it with.</summary>
    protected abstract int StopSignal { get; }

    public virtual async ValueTask DisposeAsync()
    {
        if (_server is not null) await StopAsync();
        Folder.Dispose();
    }

    /// <summary>Starts it, with the data that it has.</summary>
    public async Task StartAsync() => _server = await LaunchAsync();

    /// <summary>Stops it as an administrator would.</summary>
    public Task StopAsync() => EndAsync(StopSignal);

    /// <summary>Ends it as a power cut would.</summary>
    public Task KillAsync() => EndAsync(ProgramProcess.Kill);

    /// <summary>Stops it and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Runs its program until it is ready.</summary>
    private protected abstract Task<ServerProcess> LaunchAsync();

    private async Task EndAsync(int signal)
    {
        await _server!.EndAsync(signal);
        await _server.DisposeAsync();
        _server = null;
    }
}
