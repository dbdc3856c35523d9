namespace LlmWorkload.Datasets;

/// <summary>What a chunk brings to a partition of users.</summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="Segments">The segments that it gets.</param>
/// <param name="Rows">Their rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.partition.share")]
public sealed record PartitionShare([property: Id(0)] int Partition, [property: Id(1)] long Segments, [property: Id(2)] long Rows);
