namespace LlmWorkload.Tests;

/// <summary>Silos in processes of their own that share clustering and storage in one server.</summary>
internal sealed class SharedCluster(string provider, string connection) : IAsyncDisposable
{
    private readonly List<(ProgramProcess Process, int Gateway)> _silos = [];

    /// <summary>The store that lists the silos, as <c>--cluster</c> takes it.</summary>
    public string Store => $"{provider.ToLowerInvariant()}:{connection}";

    /// <summary>The gateways, as <c>--cluster</c> takes them.</summary>
    public string Gateways => string.Join(',', _silos.Select(silo => $"127.0.0.1:{silo.Gateway}"));

    /// <summary>Starts more silos.</summary>
    public async Task StartAsync(int silos)
    {
        var started = Enumerable.Range(0, silos).Select(_ => Start()).ToArray();
        await Task.WhenAll(started.Select(process => process.ReadyAsync()));
    }

    /// <summary>Ends a silo as the end of its machine would.</summary>
    public async Task KillAsync(int silo)
    {
        _silos[silo].Process.Signal(ProgramProcess.Kill);
        await _silos[silo].Process.ExitAsync();
    }

    /// <summary>Asks a silo to stop, and returns what it came to.</summary>
    public Task<CommandResult> StopAsync(int silo)
    {
        _silos[silo].Process.Signal(ProgramProcess.Terminate);
        return _silos[silo].Process.ExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (process, _) in _silos) process.Dispose();
        return ValueTask.CompletedTask;
    }

    private ProgramProcess Start()
    {
        var (port, gateway) = SiloProcess.FreePorts();
        var process = ProgramProcess.Silo(
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Clustering:Provider={provider}", $"--Storage:Provider={provider}", $"--ConnectionStrings:{provider}={connection}",
            "--Clustering:ProbeTimeout=00:00:01");
        _silos.Add((process, gateway));
        return process;
    }
}
