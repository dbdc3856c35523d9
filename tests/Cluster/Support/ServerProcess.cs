using System.Diagnostics;
using System.Text;

namespace LlmWorkload.Tests;

/// <summary>A server's program in a process that this test run started: it is signalled by its id, and nothing else is.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string folder, string readyWords, IReadOnlyList<string> command)
    {
        _name = Path.GetFileName(command[0]);
        _process = new Process { StartInfo = Start(folder, command) };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, readyWords);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, readyWords);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, string readyWords, params IReadOnlyList<string> command)
    {
        var server = new ServerProcess(folder, readyWords, command);
        var first = await Task.WhenAny(server._ready.Task, server._process.WaitForExitAsync())
            .WaitAsync(LongestStart, $"{server._name} to be ready");
        if (first != server._ready.Task) Assert.Fail($"{server._name} ended before it was ready:\n{server.Said}");
        return server;
    }

    /// <summary>Runs a program to its end, which must be a success.</summary>
    public static async Task RunAsync(string folder, params IReadOnlyList<string> command)
    {
        using var process = Process.Start(Start(folder, command))!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} came to {process.ExitCode}:\n{string.Join('\n', said)}");
    }

    /// <summary>Sends a signal and waits for the server's end.</summary>
    public async Task EndAsync(int signal)
    {
        if (!_process.HasExited) Assert.Equal(0, ProgramProcess.SendSignal(_process.Id, signal));
        await _process.WaitForExitAsync().WaitAsync(LongestStop, $"{_name} to end");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(LongestStop, $"{_name} to end");
        _process.Dispose();
    }

    private string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    private void Hear(string? line, string readyWords)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (line.Contains(readyWords, StringComparison.Ordinal)) _ready.TrySetResult();
    }

    private static ProcessStartInfo Start(string folder, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
