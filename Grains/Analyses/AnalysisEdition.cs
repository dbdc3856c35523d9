namespace LlmWorkload.Analyses;

/// <summary>The edition of the definitions that a stored result was computed by.</summary>
internal static class AnalysisEdition
{
    /// <summary>
    /// Grows with every change of what a summary or a figure says for the same rows. A result of another edition is computed again.
    /// </summary>
    public const int Current = 2;
}
