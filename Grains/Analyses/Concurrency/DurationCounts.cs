namespace LlmWorkload.Analyses;

/// <summary>Requests by what their durations say.</summary>
/// <param name="Requests">All of them.</param>
/// <param name="Excluded">Those without a duration.</param>
/// <param name="Instant">Those whose duration is 0.</param>
[GenerateSerializer, Immutable, Alias("llmwl.concurrency.counts")]
internal readonly record struct DurationCounts(
    [property: Id(0)] long Requests, [property: Id(1)] long Excluded, [property: Id(2)] long Instant)
{
    /// <summary>Those that last.</summary>
    public long Intervals => Requests - Excluded - Instant;

    /// <summary>The requests of both.</summary>
    public static DurationCounts operator +(DurationCounts one, DurationCounts other) =>
        new(one.Requests + other.Requests, one.Excluded + other.Excluded, one.Instant + other.Instant);

    /// <summary>One more request.</summary>
    /// <param name="duration">Its duration in ticks, or missing.</param>
    public DurationCounts With(long duration) => new(
        Requests + 1, Excluded + (duration == Missing.Value ? 1 : 0), Instant + (duration == 0 ? 1 : 0));
}
