using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LlmWorkload.Segments;

/// <summary>How much memory a silo has for segments and kept answers: the setting <c>Memory:Budget</c>.</summary>
/// <param name="Budget">Bytes.</param>
public sealed record MemoryOptions(long Budget)
{
    private const string Setting = "Memory:Budget";
    private const long Megabyte = 1 << 20;
    private const long LittleMegabytes = 32;

    // Decoded columns, and what kernels sort them in, take some four times as much as the segments.
    private const int ShareAtOnce = 8;

    /// <summary>A quarter of what the process may use.</summary>
    public static MemoryOptions Usual => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>Enough for segments on their way to storage.</summary>
    public static MemoryOptions Little => new(LittleMegabytes * Megabyte);

    /// <summary>The encoded bytes of the segments that kernels work on at once.</summary>
    public long AtOnce => Budget / ShareAtOnce;

    /// <summary>Reads the setting, megabytes of 2²⁰ bytes.</summary>
    /// <param name="configuration">May have it.</param>
    /// <param name="otherwise">What counts where it is not there; null for <see cref="Usual"/>.</param>
    /// <exception cref="WorkloadException">It is not such a number.</exception>
    public static MemoryOptions Read(IConfiguration configuration, MemoryOptions? otherwise = null)
    {
        if (configuration[Setting] is not { Length: > 0 } text) return otherwise ?? Usual;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is > 0 and < 1L << 40)
            return new MemoryOptions(megabytes * Megabyte);
        throw new WorkloadException($"{Setting} is '{text}'; expected megabytes, a whole number above 0.") { IsInput = true };
    }
}
