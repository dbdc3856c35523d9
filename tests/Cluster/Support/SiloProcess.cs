using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Tests;

/// <summary>The silo program on free ports, with a state of its own.</summary>
public sealed class SiloProcess : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private readonly (int Port, int Gateway) _ports = FreePorts();
    private ProgramProcess _process = null!;

    /// <summary>What <c>--cluster</c> takes.</summary>
    public string Gateway => $"127.0.0.1:{_ports.Gateway}";

    /// <summary>Its state folder.</summary>
    internal string State => _state.At("state");

    public async ValueTask InitializeAsync()
    {
        _process = ProgramProcess.Silo($"--Silo:Port={_ports.Port}", $"--Silo:GatewayPort={_ports.Gateway}", $"--Storage:Path={State}");
        await _process.ReadyAsync();
    }

    /// <summary>Kills the silo when the event comes, and starts another with its ports and state.</summary>
    internal async Task KillAndRestartAsync(Task happened, string what)
    {
        await _process.SignalAtAsync(happened, ProgramProcess.Kill, what);
        await _process.ExitAsync();
        _process.Dispose();
        await InitializeAsync();
    }

    /// <summary>Asks the silo to stop, and returns what it came to.</summary>
    internal Task<CommandResult> StopAsync()
    {
        _process.Signal(ProgramProcess.Terminate);
        return _process.ExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        _state.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Two ports that nobody listens on.</summary>
    internal static (int One, int Other) FreePorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }
}
