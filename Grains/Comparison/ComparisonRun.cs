using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>A comparison of two sides, done.</summary>
/// <param name="A">The totals of A.</param>
/// <param name="B">The totals of B; null where A is only saved.</param>
/// <param name="Distributions">The distributions: each over all models, then of each model in the order of A.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Baseline">The baseline of A; null where it was not asked for.</param>
internal sealed record ComparisonRun(
    SideTotals A,
    SideTotals? B,
    IReadOnlyList<DistributionDifference> Distributions,
    IReadOnlyList<ShareDifference> Shares,
    byte[]? Baseline)
{
    /// <summary>Compares.</summary>
    /// <param name="a">Side A.</param>
    /// <param name="b">Side B; null where A is only saved.</param>
    /// <param name="minCompare">How many values a distribution of one model needs on each side.</param>
    /// <param name="saves">Whether the baseline of A is wanted.</param>
    /// <param name="scheduler">Where the work is done.</param>
    public static async Task<ComparisonRun> OfAsync(ISide a, ISide? b, long minCompare, bool saves, KernelScheduler scheduler)
    {
        var models = b is null ? [] : MatchedModel.Of(a.Totals.Models, b.Totals.Models);
        var compared = new List<Compared>();

        // One after the other: both sides of one keep the processors busy, and take as much memory as there should be.
        foreach (var distribution in ComparedDistribution.All) compared.Add(await CompareAsync(distribution));
        var baseline = saves
            ? await scheduler.RunAsync(() => BaselineFile.Write(a.Totals, [.. compared.Select(each => each.Packed!)]))
            : null;
        return new ComparisonRun(
            a.Totals,
            b?.Totals,
            [.. compared.SelectMany(each => each.Differences)],
            b is null ? [] : SharesOf(a.Totals, b.Totals, models),
            baseline);

        async Task<Compared> CompareAsync(ComparedDistribution distribution)
        {
            var gatheringB = b?.OfAsync(distribution);
            var ofA = await a.OfAsync(distribution);
            var packed = saves ? scheduler.RunAsync(() => BaselineFile.Pack(distribution, ofA)) : null;
            var ofB = gatheringB is null ? null : await gatheringB;
            var differences = ofB is null ? [] : await DifferencesAsync(distribution, ofA, ofB, models, minCompare, scheduler);
            return new Compared(differences, packed is null ? null : await packed);
        }
    }

    private static async Task<DistributionDifference[]> DifferencesAsync(
        ComparedDistribution distribution, SideDistribution a, SideDistribution b, IReadOnlyList<MatchedModel> models, long minCompare,
        KernelScheduler scheduler)
    {
        var overall = scheduler.RunAsync(() => DistributionDifference.Of(distribution, null, a.Overall, b.Overall));
        var ofModels = await Task.WhenAll(models.Select(model => scheduler.RunAsync(() => OfModel(model))));
        return [await overall, .. ofModels.OfType<DistributionDifference>()];

        DistributionDifference? OfModel(MatchedModel model)
        {
            var (ofA, ofB) = (FrequencyMap.Decode(a.Models[model.A]), FrequencyMap.Decode(b.Models[model.B]));
            return ofA.N < minCompare || ofB.N < minCompare ? null : DistributionDifference.Of(distribution, model, ofA, ofB);
        }
    }

    // Models of B have the key of the model of A that they match.
    private static IReadOnlyList<ShareDifference> SharesOf(SideTotals a, SideTotals b, IReadOnlyList<MatchedModel> models)
    {
        var keys = models.ToDictionary(model => model.IdB, model => model.Id, StringComparer.Ordinal);
        return
        [
            .. ComparedNames.Shares.Select(name => ShareDifference.Of(
                name, a.Counts(name, id => id), b.Counts(name, id => keys.GetValueOrDefault(id, id)))),
        ];
    }

    private sealed record Compared(DistributionDifference[] Differences, byte[]? Packed);
}
