namespace LlmWorkload.Datasets;

/// <summary>A file's text up to a place.</summary>
/// <param name="Length">Bytes of decompressed text.</param>
/// <param name="Hash">The XxHash128 of them.</param>
[GenerateSerializer, Immutable, Alias("llmwl.text.mark")]
public readonly record struct TextMark([property: Id(0)] long Length, [property: Id(1)] Hash128 Hash);
