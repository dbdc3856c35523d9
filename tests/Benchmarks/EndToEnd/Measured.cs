using System.Diagnostics;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>What a process took.</summary>
/// <param name="Seconds">Elapsed.</param>
/// <param name="CpuSeconds">User and system time, as last read before its end.</param>
/// <param name="PeakMegabytes">Peak resident memory.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, double PeakMegabytes)
{
    /// <summary>Runs a process to its end, and reads its memory and processor time from /proc while it runs.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public static async Task<Measured> RunAsync(string program, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        double cpu = 0, peak = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var exit = WaitAsync();
        while (!exit.IsCompleted)
        {
            if (ProcessUsage.Of(process.Id) is var (cpuNow, peakNow)) (cpu, peak) = (Math.Max(cpu, cpuNow), Math.Max(peak, peakNow));
            await timer.WaitForNextTickAsync();
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await error}");
        return new Measured(clock.Elapsed.TotalSeconds, cpu, peak);

        async Task WaitAsync()
        {
            await process.WaitForExitAsync();
            clock.Stop();
        }
    }

    /// <summary>Says on stderr what a run took, while others are to come.</summary>
    /// <returns>The run.</returns>
    public static Measured Note(string what, Measured measured)
    {
        Console.Error.WriteLine(
            $"{what,-24}{measured.Seconds,8:0.00} s {measured.CpuSeconds,8:0.00} s CPU {measured.PeakMegabytes,8:N0} MB");
        return measured;
    }
}
