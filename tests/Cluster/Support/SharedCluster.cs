namespace LlmWorkload.Tests;

/// <summary>Silos in processes of their own that share clustering and storage in one server.</summary>
/// <param name="provider">The name of both.</param>
/// <param name="connection">The server.</param>
/// <param name="machines">Those of the silos, one after another; this one where there are none.</param>
/// <param name="settings">More settings of the silos.</param>
internal sealed class SharedCluster(
    string provider, string connection, IReadOnlyList<Machine>? machines = null, params IReadOnlyList<string> settings) : IAsyncDisposable
{
    private readonly List<(ProgramProcess Process, Machine Machine, int Port, int Gateway)> _silos = [];

    /// <summary>The connection string of the server.</summary>
    public string Connection => connection;

    /// <summary>The silos that were started, whether or not they still run.</summary>
    public int Count => _silos.Count;

    /// <summary>The silos that have not ended.</summary>
    public int Running => _silos.Count(silo => !silo.Process.HasExited);

    /// <summary>The store that lists the silos, as <c>--cluster</c> takes it.</summary>
    public string Store => $"{provider.ToLowerInvariant()}:{connection}";

    /// <summary>The gateways, as <c>--cluster</c> takes them.</summary>
    public string Gateways => string.Join(',', _silos.Select((_, silo) => GatewayOf(silo)));

    /// <summary>Starts more silos.</summary>
    public async Task StartAsync(int silos)
    {
        for (var silo = 0; silo < silos; silo++)
        {
            var (port, gateway) = SiloProcess.FreePorts();
            var machine = machines?[_silos.Count] ?? Machine.Here;
            _silos.Add((Start(machine, port, gateway), machine, port, gateway));
        }

        await Task.WhenAll(_silos.TakeLast(silos).Select(silo => silo.Process.ReadyAsync()));
    }

    /// <summary>Starts a silo that has ended, with the ports it had.</summary>
    public Task RestartAsync(int silo)
    {
        var (ended, machine, port, gateway) = _silos[silo];
        ended.Dispose();
        _silos[silo] = (Start(machine, port, gateway), machine, port, gateway);
        return _silos[silo].Process.ReadyAsync();
    }

    /// <summary>Starts every silo that has ended.</summary>
    public Task RestartEndedAsync() =>
        Task.WhenAll(Enumerable.Range(0, Count).Where(silo => _silos[silo].Process.HasExited).Select(RestartAsync));

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

    /// <summary>Asks the silo that was added last to stop, and forgets it.</summary>
    public async Task<CommandResult> RemoveAsync(int silo)
    {
        Assert.Equal(Count - 1, silo);
        var result = await StopAsync(silo);
        _silos[silo].Process.Dispose();
        _silos.RemoveAt(silo);
        return result;
    }

    /// <summary>The port of one silo for others.</summary>
    public int PortOf(int silo) => _silos[silo].Port;

    /// <summary>
    /// Completes when the others have given a silo up, as the table of silos says: to ask one of them would be to wait for it too.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="database">The server's connection string for this process.</param>
    public Task WaitForDeathAsync(int silo, string database) =>
        SiloTable.WaitForDeathAsync(database, _silos[silo].Machine.Address, _silos[silo].Port);

    /// <summary>The gateway of one silo.</summary>
    public string GatewayOf(int silo) => $"{_silos[silo].Machine.Address}:{_silos[silo].Gateway}";

    /// <summary>Sends a silo a signal.</summary>
    public void Signal(int silo, int signal) => _silos[silo].Process.Signal(signal);

    /// <summary>What a silo came to, once it has ended.</summary>
    public Task<CommandResult> ExitAsync(int silo) => _silos[silo].Process.ExitAsync();

    public ValueTask DisposeAsync()
    {
        foreach (var (process, _, _, _) in _silos) process.Dispose();
        return ValueTask.CompletedTask;
    }

    private ProgramProcess Start(Machine machine, int port, int gateway) => ProgramProcess.Silo(
        machine,
        [$"--Silo:Address={machine.Address}", $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}",
            $"--Clustering:Provider={provider}", $"--Storage:Provider={provider}", $"--ConnectionStrings:{provider}={connection}",
            "--Clustering:ProbeTimeout=00:00:01",

            // A network of the test's own: nobody else is on it.
            .. machine == Machine.Here ? (string[])[] : ["--Security:AllowInsecure=true"], .. settings]);
}
