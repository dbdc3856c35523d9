namespace LlmWorkload.Datasets;

/// <summary>What a chunk brings to a bucket of models.</summary>
/// <param name="Bucket">The bucket's number.</param>
/// <param name="Segments">The segments that it gets.</param>
/// <param name="Rows">Their rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.bucket.share")]
public sealed record BucketShare([property: Id(0)] int Bucket, [property: Id(1)] long Segments, [property: Id(2)] long Rows);
