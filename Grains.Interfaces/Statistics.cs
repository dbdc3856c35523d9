namespace LlmWorkload;

/// <summary>
/// The standard statistics of a distribution. Quantiles are linear between order statistics at p·(n−1); the deviation divides by n.
/// Everything but <see cref="N"/> is null when there are no values.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.stats")]
public sealed record Statistics
{
    /// <summary>No values.</summary>
    public static readonly Statistics None = new();

    /// <summary>Number of values.</summary>
    [Id(0)] public long N { get; init; }

    /// <summary>Arithmetic mean.</summary>
    [Id(1)] public double? Mean { get; init; }

    /// <summary>Population standard deviation.</summary>
    [Id(2)] public double? Std { get; init; }

    /// <summary>Smallest value.</summary>
    [Id(3)] public double? Min { get; init; }

    /// <summary>Quantile 0.01.</summary>
    [Id(4)] public double? P1 { get; init; }

    /// <summary>Quantile 0.05.</summary>
    [Id(5)] public double? P5 { get; init; }

    /// <summary>Quantile 0.1.</summary>
    [Id(6)] public double? P10 { get; init; }

    /// <summary>Quantile 0.25.</summary>
    [Id(7)] public double? P25 { get; init; }

    /// <summary>Quantile 0.5.</summary>
    [Id(8)] public double? Median { get; init; }

    /// <summary>Quantile 0.75.</summary>
    [Id(9)] public double? P75 { get; init; }

    /// <summary>Quantile 0.9.</summary>
    [Id(10)] public double? P90 { get; init; }

    /// <summary>Quantile 0.95.</summary>
    [Id(11)] public double? P95 { get; init; }

    /// <summary>Quantile 0.99.</summary>
    [Id(12)] public double? P99 { get; init; }

    /// <summary>Quantile 0.999.</summary>
    [Id(13)] public double? P99_9 { get; init; }

    /// <summary>Largest value.</summary>
    [Id(14)] public double? Max { get; init; }
}
