namespace LlmWorkload.Segments;

/// <summary>What the residuals of a block are added to.</summary>
internal enum BlockMode
{
    /// <summary>value = base + residual.</summary>
    Values,

    /// <summary>value = previous value + base + residual.</summary>
    Deltas,

    /// <summary>value = previous value + unfolded residual; no base.</summary>
    FoldedDeltas,
}
