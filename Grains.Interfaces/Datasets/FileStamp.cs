namespace LlmWorkload.Datasets;

/// <summary>Path, length and time of change of a file. While all three are the same, the file has not changed.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its bytes on disk.</param>
/// <param name="Changed">The time of its last change, as an opaque number.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.stamp")]
public sealed record FileStamp([property: Id(0)] string Path, [property: Id(1)] long Length, [property: Id(2)] long Changed);
