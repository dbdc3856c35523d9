namespace LlmWorkload.Datasets;

/// <summary>What has become of a catalog that the asker knows.</summary>
/// <param name="IsSame">Whether it is as the asker knows it.</param>
/// <param name="Catalog">The catalog as it is now; null where it is the same, or the dataset does not exist.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.update")]
public sealed record CatalogUpdate([property: Id(0)] bool IsSame, [property: Id(1)] DatasetCatalog? Catalog);
