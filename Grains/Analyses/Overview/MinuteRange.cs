namespace LlmWorkload.Kernels;

/// <summary>Successive minutes of the UTC clock.</summary>
/// <param name="First">The first one, counted from 0001-01-01.</param>
/// <param name="Count">How many there are.</param>
[GenerateSerializer, Immutable, Alias("llmwl.minutes")]
internal readonly record struct MinuteRange([property: Id(0)] long First, [property: Id(1)] int Count)
{
    /// <summary>No minutes.</summary>
    public static readonly MinuteRange None;

    /// <summary>The minutes from the first instant's to the last's; none where the instants are 24 hours or more apart.</summary>
    /// <param name="first">The first instant in UTC ticks.</param>
    /// <param name="last">The last instant in UTC ticks, not before the first.</param>
    public static MinuteRange WithinDay(long first, long last)
    {
        if (last - first >= TimeSpan.TicksPerDay) return None;
        var minute = first / TimeSpan.TicksPerMinute;
        return new MinuteRange(minute, (int)((last / TimeSpan.TicksPerMinute) - minute) + 1);
    }
}
