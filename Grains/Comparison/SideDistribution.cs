using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>A distribution of one side.</summary>
/// <param name="Overall">Over all models.</param>
/// <param name="Models">
/// Of each model, in the order of <see cref="SideTotals.Models"/>; packed, since together they would take as much memory as
/// <paramref name="Overall"/>.
/// </param>
internal sealed record SideDistribution(FrequencyMap Overall, IReadOnlyList<PackedFrequencies> Models)
{
    /// <summary>A distribution whose values are those of the models.</summary>
    public static SideDistribution Of(IReadOnlyList<PackedFrequencies> models) => new(FrequencyMap.Merge(models), models);
}
