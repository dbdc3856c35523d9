namespace LlmWorkload.Analyses;

/// <summary>The edition of the definitions that a stored result was computed by.</summary>
internal static class AnalysisEdition
{
    /// <summary>
    /// Grows with every change of what a summary or a picture says for the same rows. A result of another edition is computed again.
    /// </summary>
    public const int Current = 3;

    /// <summary>A figure of another edition is drawn again: where numbers or pictures have changed, and where tables have.</summary>
    public const int Figures = (Current << 16) | Tables;

    // Grows with every change of figures alone, of their pictures or tables.
    private const int Tables = 2;
}
