using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>Which of a model's segments a question is about.</summary>
/// <param name="Chunks">The recorded chunks.</param>
/// <param name="Changed">The dataset's version that last changed the model's rows. While it is the same, the rows are the same.</param>
/// <param name="Parts">How many parts the model is split into; 0 for none.</param>
/// <param name="Held">
/// What the model's own grain, and then each of its parts, must hold of the chunks. Parts behind the end of the list hold nothing. Null
/// where that is not known.
/// </param>
/// <param name="Filter">Which rows count; null for all.</param>
/// <param name="Bucket">The bucket that has rows of the model as well; null for none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.view")]
public sealed record ModelView(
    [property: Id(0)] RecordedChunks Chunks,
    [property: Id(1)] long Changed,
    [property: Id(2)] int Parts,
    [property: Id(3)] IReadOnlyList<SegmentCount>? Held,
    [property: Id(4)] RowFilter? Filter = null,
    [property: Id(5)] BucketPlace? Bucket = null)
{
    /// <summary>The segments of the model's own grain.</summary>
    public SegmentView Own => Of(0);

    /// <summary>The segments of a part.</summary>
    public SegmentView OfPart(int part) => Of(part + 1);

    /// <summary>The segments of the bucket; null for none.</summary>
    public SegmentView? OfBucket => Bucket is null ? null : new SegmentView(Chunks, Bucket.Held, Filter);

    private SegmentView Of(int place) =>
        new(Chunks, Held is null ? null : place < Held.Count ? Held[place] : default(SegmentCount), Filter);
}
