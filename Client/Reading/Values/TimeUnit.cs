namespace LlmWorkload.Reading;

/// <summary>The unit of a number that is a time.</summary>
internal enum TimeUnit
{
    /// <summary>Nobody says: seconds for a duration; for an instant its size tells (<see cref="UnixTime"/>).</summary>
    Untold,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>10⁻³ s.</summary>
    Milliseconds,

    /// <summary>10⁻⁶ s.</summary>
    Microseconds,

    /// <summary>10⁻⁹ s.</summary>
    Nanoseconds,
}
