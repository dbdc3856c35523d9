namespace LlmWorkload.Datasets;

/// <summary>The answer to a client that asks for a file to ingest.</summary>
/// <param name="Holder">The client that has the file now: the one that asks, or another one.</param>
/// <param name="File">How far the file is read. Its holder goes on there. A complete file has no holder any more.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.claim")]
public sealed record FileClaim([property: Id(0)] Guid Holder, [property: Id(1)] CatalogFile File);
