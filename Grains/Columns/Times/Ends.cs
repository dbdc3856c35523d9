using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>When requests end.</summary>
internal static class Ends
{
    /// <summary>The end of a request in ticks: its start where it has no duration. One beyond 64 bits is the last tick of these.</summary>
    /// <param name="started">Its start in ticks, at least 0.</param>
    /// <param name="duration">Its duration in ticks, at least 0, or missing.</param>
    public static long Of(long started, long duration) => duration == Missing.Value ? started
        : duration > long.MaxValue - started ? long.MaxValue : started + duration;
}
