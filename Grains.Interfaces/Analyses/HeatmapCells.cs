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
    /// <summary>Those that a study takes.</summary>
    public static HeatmapCells Usual { get; } = new(2_000, 200, 50, 200);
}
