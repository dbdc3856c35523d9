namespace LlmWorkload.Analyses;

/// <summary>A figure's files.</summary>
/// <param name="Image">The picture, in the format asked for.</param>
/// <param name="Table">
/// The CSV; null where it is so large that it is read page by page with <see cref="IAnalysisGrain.ReadTableAsync"/>.
/// </param>
/// <param name="TableBytes">The CSV's length.</param>
/// <param name="TableHash">Its XxHash128, so that a client that has it need not read it again.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.drawn")]
public sealed record DrawnFigure(
    [property: Id(0)] byte[] Image,
    [property: Id(1)] byte[]? Table,
    [property: Id(2)] long TableBytes,
    [property: Id(3)] UInt128 TableHash);
