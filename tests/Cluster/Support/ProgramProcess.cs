using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmWorkload.Tests;

/// <summary>A program of this repository in a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(120);

    private readonly string _name;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramProcess(Machine machine, string assembly, string[] arguments, string? awaited)
    {
        _name = $"{Path.GetFileNameWithoutExtension(assembly)} {string.Join(' ', arguments)}";
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

        // A test run in the background of a script ignores SIGINT, and its children would inherit that.
        string[] host = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", dotnet] : [dotnet];
        string[] command = [.. machine.Launcher, .. host, "exec", assembly, .. arguments];
        _process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,

                // A silo that is not told where serves no HTTP: many run at once.
                Environment = { ["Http__Port"] = Environment.GetEnvironmentVariable("Http__Port") ?? "0" },
            })!;
        _output = ReadAsync(_process.StandardOutput, awaited);
        _error = ReadAsync(_process.StandardError, awaited);
    }

    public static ProgramProcess Client(params string[] arguments) => Client(Machine.Here, arguments);

    public static ProgramProcess Client(Machine machine, params string[] arguments) => new(machine, Programs.Client, arguments, null);

    /// <summary>Runs the client to its end.</summary>
    public static Task<CommandResult> RunClientAsync(params string[] arguments) => RunClientAsync(Machine.Here, arguments);

    /// <summary>Runs the client on a machine to its end.</summary>
    public static async Task<CommandResult> RunClientAsync(Machine machine, params string[] arguments)
    {
        using var process = Client(machine, arguments);
        return await process.ExitAsync();
    }

    public static ProgramProcess Silo(params string[] arguments) => Silo(Machine.Here, arguments);

    public static ProgramProcess Silo(Machine machine, params string[] arguments) =>
        new(machine, Programs.Silo, arguments, "Ready for clients");

    /// <summary>The client's program, which serves.</summary>
    public static ProgramProcess Serve(params string[] arguments) =>
        new(Machine.Here, Programs.Client, ["serve", .. arguments], "Ready for clients");

    /// <summary>The silo's program, which sets up its databases and ends.</summary>
    public static ProgramProcess SiloSetup(params string[] arguments) =>
        new(Machine.Here, Programs.Silo, ["--init-database", .. arguments], null);

    /// <summary>The silo's program, which asks the silo of these settings how it is, and ends.</summary>
    public static ProgramProcess SiloCheck(params string[] arguments) =>
        new(Machine.Here, Programs.Silo, ["--check-health", .. arguments], null);

    /// <summary>Completes when the program has said that it is ready.</summary>
    public async Task ReadyAsync()
    {
        var first = await Task.WhenAny(_announced.Task, _process.WaitForExitAsync()).WaitAsync(LongestRun, $"{_name} to be ready");
        if (first != _announced.Task) Assert.Fail($"{_name} ended before it was ready: {(await ExitAsync()).Error}");
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    public void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    /// <summary>Sends the signal when the event comes; it must come before the program ends.</summary>
    public async Task SignalAtAsync(Task happened, int signal, string what)
    {
        var first = await Task.WhenAny(happened, _process.WaitForExitAsync()).WaitAsync(LongestRun, $"{_name}: {what}");
        if (first != happened) Assert.Fail($"{_name} ended before {what}: {(await ExitAsync()).Error}");
        Signal(signal);
    }

    public async Task<CommandResult> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(LongestRun, $"{_name} to end");
        return new CommandResult(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task<string> ReadAsync(StreamReader reader, string? awaited)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (awaited is not null && line.Contains(awaited, StringComparison.Ordinal)) _announced.TrySetResult();
        }

        return text.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    internal static extern int SendSignal(int process, int signal);
}
