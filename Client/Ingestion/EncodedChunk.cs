using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>
/// A chunk ready to be sent: segments for models, for buckets of them and for user partitions, and the record that is made when all of
/// them are stored.
/// </summary>
internal sealed record EncodedChunk(
    IReadOnlyList<(ModelPlace Place, SegmentMessage Segment)> Models,
    IReadOnlyList<(int Bucket, SegmentMessage Segment)> Buckets,
    IReadOnlyList<(int Partition, SegmentMessage Segment)> Partitions,
    ChunkRecord Record,
    long Rows);
