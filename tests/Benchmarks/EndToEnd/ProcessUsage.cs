using System.Globalization;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>What a process has taken so far, from <c>/proc</c>.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMegabytes">Peak resident memory.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, double PeakMegabytes)
{
    private const double ClockTicksPerSecond = 100;

    /// <summary>Of a process that runs; null for one that has ended.</summary>
    public static ProcessUsage? Of(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            var peak = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (peak is null) return null;
            return new ProcessUsage(
                ticks / ClockTicksPerSecond,
                long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
