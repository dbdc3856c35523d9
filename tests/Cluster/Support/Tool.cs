using System.Diagnostics;

namespace LlmWorkload.Tests;

/// <summary>A program of the machine, which may not be there.</summary>
internal static class Tool
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(180);

    /// <summary>Runs a program to its end; the test is skipped where the program is not installed.</summary>
    /// <param name="package">Debian's package that has it.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Task<CommandResult> RequireAsync(string package, params IReadOnlyList<string> command)
    {
        Assert.SkipUnless(IsInstalled(command[0]), $"There is no {command[0]} (Debian's package {package}).");
        return RunAsync(new Dictionary<string, string>(), command);
    }

    /// <summary>Whether there is a program of that name.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
            folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="environment">What is set for it.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(LongestRun, $"{string.Join(' ', command)} to end");
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
