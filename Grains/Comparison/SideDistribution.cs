using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>A distribution of one side.</summary>
/// <param name="Overall">Over all models.</param>
/// <param name="Models">Of each model, in the order of <see cref="SideTotals.Models"/>.</param>
internal sealed record SideDistribution(FrequencyMap Overall, IReadOnlyList<FrequencyMap> Models);
