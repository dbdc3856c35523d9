namespace LlmWorkload.Analyses;

/// <summary>What must be known of requests before their starts and ends are gone through.</summary>
/// <param name="Counts">The requests.</param>
/// <param name="First">The first start in ticks of those that last; <see cref="long.MaxValue"/> without any.</param>
/// <param name="Last">The last end in ticks; <see cref="long.MinValue"/> without any.</param>
/// <param name="Longest">The longest time from a start to its end in ticks.</param>
[GenerateSerializer, Immutable, Alias("llmwl.concurrency.outline")]
internal readonly record struct IntervalOutline(
    [property: Id(0)] DurationCounts Counts, [property: Id(1)] long First, [property: Id(2)] long Last, [property: Id(3)] long Longest)
{
    /// <summary>No requests.</summary>
    public static IntervalOutline None { get; } = new(default, long.MaxValue, long.MinValue, 0);

    /// <summary>The requests of both.</summary>
    public static IntervalOutline operator +(IntervalOutline one, IntervalOutline other) => new(
        one.Counts + other.Counts, Math.Min(one.First, other.First), Math.Max(one.Last, other.Last),
        Math.Max(one.Longest, other.Longest));
}
