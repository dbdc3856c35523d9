namespace LlmWorkload.Datasets;

/// <summary>A model of a dataset.</summary>
/// <param name="Id">The id in the log.</param>
/// <param name="Name">Its display name; the id where none was given.</param>
/// <param name="Requests">Its rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.model")]
public sealed record CatalogModel([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] long Requests);
