using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A model of a dataset.</summary>
/// <param name="Id">The id in the log.</param>
/// <param name="Name">Its display name; the id where none was given.</param>
/// <param name="Requests">Its rows.</param>
/// <param name="Parts">
/// How many parts the model is split into: rows can lie in its own grain and in the parts below this number. 0 where it is not split.
/// </param>
/// <param name="Changed">The dataset's version that last changed its rows; 0 where only an earlier release recorded rows.</param>
/// <param name="Held">What its own grain, and then each of its parts, holds of the recorded chunks; null where that is not known.</param>
/// <param name="Bucketed">How many of all its rows lie in its bucket; the others lie in its own grain and parts.</param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.model")]
public sealed record CatalogModel(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] long Requests,
    [property: Id(3)] int Parts = 0,
    [property: Id(4)] long Changed = 0,
    [property: Id(5)] IReadOnlyList<SegmentCount>? Held = null,
    [property: Id(6)] long Bucketed = 0)
{
    /// <summary>Whether all of its rows lie in its bucket, so that it needs no grain of its own.</summary>
    public bool IsBucketed => Bucketed > 0 && Held is not null && Held.All(held => held.Rows == 0);
}
