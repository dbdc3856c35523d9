namespace LlmWorkload.Figures;

/// <summary>The picture of a figure.</summary>
/// <param name="Image">The picture, in the form asked for.</param>
/// <param name="Thumbnail">A small PNG; null where none was asked for.</param>
[GenerateSerializer, Immutable, Alias("llmwl.figure.picture")]
public sealed record FigurePicture([property: Id(0)] byte[] Image, [property: Id(1)] byte[]? Thumbnail);
