namespace LlmWorkload.Comparison;

/// <summary>One of the largest differences between two sides.</summary>
/// <param name="Name">The distribution or share.</param>
/// <param name="Model">The model's name; null for all models together.</param>
/// <param name="Part">Of a distribution the statistic that differs most, of a share its key.</param>
/// <param name="A">Its value on side A, times in seconds, shares from 0 to 1.</param>
/// <param name="B">Its value on side B.</param>
/// <param name="Distance">
/// How far the sides are apart, 0 to 1: of a distribution the Kolmogorov-Smirnov statistic, of a share the difference.
/// </param>
/// <param name="IsShare">Whether it is of a share.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.difference")]
public sealed record ComparedDifference(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Model,
    [property: Id(2)] string Part,
    [property: Id(3)] double A,
    [property: Id(4)] double B,
    [property: Id(5)] double Distance,
    [property: Id(6)] bool IsShare);
