using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>The silo program on free loopback ports, in a process of its own that ends when this is disposed of.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const string Announcement = "Ready for clients";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(string state, string? root)
    {
        var (port, gateway, http) = FreePorts();
        Gateway = $"127.0.0.1:{gateway}";
        Http = new Uri($"http://127.0.0.1:{http}/");
        string[] arguments =
        [
            "exec", Programs.Silo,
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Http:Port={(root is null ? 0 : http)}", $"--Storage:Path={state}",
            $"--Ingest:Root={root}", "--Http:RequestsPerSecond=1000000",
        ];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) =>
            _ready.TrySetException(new InvalidOperationException($"The silo ended before it was ready:\n{Printed()}"));
    }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Where clients connect.</summary>
    public string Gateway { get; }

    /// <summary>Where it serves HTTP, if it does.</summary>
    public Uri Http { get; }

    /// <summary>Starts a silo on a state, and returns when it is ready for clients.</summary>
    /// <param name="state">The state's folder.</param>
    /// <param name="root">Below which folder logs may be named over HTTP; null for a silo that serves none.</param>
    /// <exception cref="InvalidOperationException">It ended before; the message has what it printed.</exception>
    public static async Task<SiloProcess> StartAsync(string state, string? root = null)
    {
        var silo = new SiloProcess(state, root);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        try
        {
            await silo._ready.Task.WaitAsync(LongestWait);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the silo to stop; kills it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited && SendSignal(_process.Id, Terminate) == 0) await _process.WaitForExitAsync().WaitAsync(LongestWait);
        }
        finally
        {
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
        }
    }

    private static (int Port, int Gateway, int Http) FreePorts()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        using var http = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        gateway.Start();
        http.Start();
        return (PortOf(port), PortOf(gateway), PortOf(http));

        static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_printed) _printed.AppendLine(line);
        if (line.Contains(Announcement, StringComparison.Ordinal)) _ready.TrySetResult();
    }

    private string Printed()
    {
        lock (_printed) return _printed.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
