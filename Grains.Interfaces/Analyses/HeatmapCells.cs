namespace LlmWorkload.Analyses;

/// <summary>How large the cells of a heatmap of tokens are, and how many values each needs.</summary>
/// <param name="Input">Input tokens of a cell.</param>
/// <param name="Output">Output tokens of a cell.</param>
/// <param name="Least">Values that a cell of input and output tokens needs.</param>
/// <param name="LeastByHit">Values that a cell of input tokens and hit ratio needs.</param>
[GenerateSerializer, Immutable, Alias("llmwl.heatmap.cells")]
public sealed record HeatmapCells(
    [property: Id(0)] int Input, [property: Id(1)] int Output, [property: Id(2)] int Least, [property: Id(3)] int LeastByHit)
{
    // Cells that begin beyond are few and far between: they are in the numbers and not drawn.
    private const double MostInput = 32_000;
    private const double MostOutput = 8_000;

    /// <summary>Those that a study takes.</summary>
    public static HeatmapCells Usual { get; } = new(2_000, 200, 50, 200);

    /// <summary>Whether a cell is drawn, and told of.</summary>
    /// <param name="input">The input tokens from which on it is.</param>
    /// <param name="other">Likewise output tokens, or the hit ratio.</param>
    /// <param name="isByHit">Whether it is the hit ratio.</param>
    public static bool IsDrawn(double input, double other, bool isByHit) => input <= MostInput && (isByHit || other <= MostOutput);
}
