using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Tests;

/// <summary>The silo program on free ports, with a state of its own.</summary>
public sealed class SiloProcess : IAsyncLifetime
{
    private const int LeastPort = 12_000;
    private const uint Ports = 17_000;

    // Two runs after one another begin at different places.
    private static int _given = Random.Shared.Next((int)Ports);

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
    internal static (int One, int Other) FreePorts() => (FreePort(), FreePort());

    // Not of those that the system gives to connections that go out: one of them could have it before the silo does.
    private static int FreePort()
    {
        while (true)
        {
            var port = LeastPort + (int)((uint)Interlocked.Increment(ref _given) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
