namespace LlmWorkload.Datasets;

/// <summary>What a client is told that asks for a file to ingest.</summary>
/// <param name="Holder">The client whose file it is now: the one that asks, or another.</param>
/// <param name="File">How far the file is. Whoever gets it goes on there; one that is complete is nobody's any more.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.claim")]
public sealed record FileClaim([property: Id(0)] Guid Holder, [property: Id(1)] CatalogFile File);
