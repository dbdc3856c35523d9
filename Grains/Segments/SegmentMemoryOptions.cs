using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LlmWorkload.Segments;

/// <summary>How much memory a silo has for segments: the setting <c>Memory:Budget</c>.</summary>
/// <param name="Budget">Bytes.</param>
public sealed record SegmentMemoryOptions(long Budget)
{
    private const string Setting = "Memory:Budget";
    private const long Megabyte = 1 << 20;
    private const long LittleMegabytes = 32;

    /// <summary>Half of what the process may use.</summary>
    public static SegmentMemoryOptions Usual => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>Enough for segments on their way to storage.</summary>
    public static SegmentMemoryOptions Little => new(LittleMegabytes * Megabyte);

    /// <summary>Reads the setting, megabytes of 2²⁰ bytes.</summary>
    /// <param name="configuration">May have it.</param>
    /// <param name="otherwise">What counts where it is not there; null for <see cref="Usual"/>.</param>
    /// <exception cref="WorkloadException">It is not such a number.</exception>
    public static SegmentMemoryOptions Read(IConfiguration configuration, SegmentMemoryOptions? otherwise = null)
    {
        if (configuration[Setting] is not { Length: > 0 } text) return otherwise ?? Usual;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is > 0 and < 1L << 40)
            return new SegmentMemoryOptions(megabytes * Megabyte);
        throw new WorkloadException($"{Setting} is '{text}'; expected megabytes, a whole number above 0.") { IsInput = true };
    }
}
