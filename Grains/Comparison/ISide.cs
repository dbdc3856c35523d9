namespace LlmWorkload.Comparison;

/// <summary>A side of a comparison. Its distributions are large, so each is fetched when it is compared, and then let go.</summary>
internal interface ISide
{
    /// <summary>What it is compared by beside its distributions.</summary>
    SideTotals Totals { get; }

    /// <summary>One of its distributions.</summary>
    Task<SideDistribution> OfAsync(ComparedDistribution distribution);
}
