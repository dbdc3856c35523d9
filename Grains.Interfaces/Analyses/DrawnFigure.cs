namespace LlmWorkload.Analyses;

/// <summary>A figure's files.</summary>
/// <param name="Image">The picture, in the format asked for.</param>
/// <param name="Table">
/// The CSV; null where it is too large for one message. <see cref="IAnalysisGrain.ReadTableAsync"/> then reads it page by page.
/// </param>
/// <param name="TableBytes">The CSV's length.</param>
/// <param name="TableHash">The CSV's XxHash128. A client that has this CSV already does not read it again.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.drawn")]
public sealed record DrawnFigure(
    [property: Id(0)] byte[] Image,
    [property: Id(1)] byte[]? Table,
    [property: Id(2)] long TableBytes,
    [property: Id(3)] Hash128 TableHash)
{
    /// <summary>What the figure shows, with n, as its title says; null of a figure that an older version drew.</summary>
    [Id(4)]
    public string? Caption { get; init; }

    /// <summary>A small PNG; null where none was asked for.</summary>
    [Id(5)]
    public byte[]? Thumbnail { get; init; }
}
