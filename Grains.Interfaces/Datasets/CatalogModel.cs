using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A model of a dataset.</summary>
/// <param name="Id">The id in the log.</param>
/// <param name="Name">Its display name; the id where none was given.</param>
/// <param name="Requests">Its rows.</param>
/// <param name="Parts">The parts that hold rows of it beside its own grain are among the first so many; 0 where it is not split.</param>
/// <param name="Changed">The version of the dataset that changed its rows last; 0 where only the version before recorded some.</param>
/// <param name="Held">What its own grain, and then its parts, hold of the recorded chunks; null where that is not known.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.model")]
public sealed record CatalogModel(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] long Requests,
    [property: Id(3)] int Parts = 0,
    [property: Id(4)] long Changed = 0,
    [property: Id(5)] IReadOnlyList<SegmentCount>? Held = null);
