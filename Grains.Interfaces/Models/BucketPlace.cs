using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>The bucket that has rows of a model (<see cref="IModelBucketGrain"/>).</summary>
/// <param name="Number">The bucket's number.</param>
/// <param name="Model">The hash of the model's id, with the dataset's seed.</param>
/// <param name="Held">What the bucket must hold of the recorded chunks, of all its models; null where that is not known.</param>
[GenerateSerializer, Immutable, Alias("llmwl.bucket.place")]
public sealed record BucketPlace([property: Id(0)] int Number, [property: Id(1)] ulong Model, [property: Id(2)] SegmentCount? Held);
