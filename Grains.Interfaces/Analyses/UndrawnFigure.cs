namespace LlmWorkload.Analyses;

/// <summary>A figure that is not worth drawing.</summary>
/// <param name="Path">Where it would be, without extension.</param>
/// <param name="Reason">Why, as a sentence.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.undrawn")]
public sealed record UndrawnFigure([property: Id(0)] string Path, [property: Id(1)] string Reason);
