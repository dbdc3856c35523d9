namespace LlmWorkload.Datasets;

/// <summary>Says that every grain holds its rows of a chunk. Recording a chunk a second time changes nothing.</summary>
/// <param name="File">Index of the file in its dataset.</param>
/// <param name="Number">Number of the chunk in the file. Chunks of different text never have the same number.</param>
/// <param name="Models">Its rows per model, of those with segments of their own.</param>
/// <param name="Rejected">Its rejected rows by reason.</param>
/// <param name="RejectedRows">The first of the rejected rows.</param>
/// <param name="First">Its first instant in ticks; missing without rows.</param>
/// <param name="Last">Its last instant in ticks; missing without rows.</param>
/// <param name="Next">Where the next chunk starts.</param>
/// <param name="IsLast">Whether the file ends with it.</param>
/// <param name="TextHash">The XxHash128 of all text up to <paramref name="Next"/>.</param>
/// <param name="EndsInLine">Whether the file ends with this chunk, and without a line break.</param>
/// <param name="Shares">What it brings to each grain of a model.</param>
/// <param name="Partitions">What it brings to each partition of users.</param>
/// <param name="TurnedMissing">Values that turned missing, by reason.</param>
/// <param name="Days">Its rows by UTC day.</param>
/// <param name="Noted">What is to be said of its records beside, counted by name; null for nothing.</param>
/// <param name="Signs">
/// What tells whether its rows look as they are meant, counted by name; the counts of chunks add up. Null where an earlier release recorded
/// it.
/// </param>
/// <param name="Buckets">What it brings to each bucket of models; null for nothing.</param>
/// <param name="Bucketed">Its rows per model, of those in buckets; null for none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.chunk.done")]
public sealed record ChunkRecord(
    [property: Id(0)] int File,
    [property: Id(1)] int Number,
    [property: Id(2)] IReadOnlyList<ChunkModel> Models,
    [property: Id(3)] IReadOnlyDictionary<string, long> Rejected,
    [property: Id(4)] IReadOnlyList<RejectedRecord> RejectedRows,
    [property: Id(5)] long First,
    [property: Id(6)] long Last,
    [property: Id(7)] FilePosition Next,
    [property: Id(8)] bool IsLast,
    [property: Id(9)] Hash128 TextHash,
    [property: Id(10)] bool EndsInLine,
    [property: Id(11)] IReadOnlyList<ModelShare> Shares,
    [property: Id(12)] IReadOnlyList<PartitionShare> Partitions,
    [property: Id(13)] IReadOnlyDictionary<string, long> TurnedMissing,
    [property: Id(14)] IReadOnlyList<DayCount> Days,
    [property: Id(15)] IReadOnlyDictionary<string, long>? Noted = null,
    [property: Id(16)] IReadOnlyDictionary<string, long>? Signs = null,
    [property: Id(17)] IReadOnlyList<BucketShare>? Buckets = null,
    [property: Id(18)] IReadOnlyList<ChunkModel>? Bucketed = null)
{
    /// <summary>Its rows, over all models.</summary>
    public long Rows => Models.Sum(model => model.Rows) + (Buckets?.Sum(bucket => bucket.Rows) ?? 0);
}
