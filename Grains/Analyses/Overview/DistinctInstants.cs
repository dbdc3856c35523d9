using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>
/// The different instants at which requests of all models start. Models share instants, so their counts do not add up: the instants
/// themselves are gathered.
/// </summary>
internal static class DistinctInstants
{
    /// <summary>Counts the instants of a dataset.</summary>
    public static async Task<InstantTally> CountAsync(AnalysisData data)
    {
        var tally = new InstantTally();
        await StartedRanges.VisitAsync(data, data.Catalog, areDistinct: true, tally.Add);
        return tally;
    }
}
