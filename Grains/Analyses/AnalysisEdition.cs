namespace LlmWorkload.Analyses;

/// <summary>Which definitions a stored result was computed by.</summary>
internal static class AnalysisEdition
{
    /// <summary>
    /// Grows with every change of what a summary or a figure says for the same rows. What another edition has stored is computed again.
    /// </summary>
    public const int Current = 1;
}
