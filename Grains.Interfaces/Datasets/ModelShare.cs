using LlmWorkload.Models;

namespace LlmWorkload.Datasets;

/// <summary>What a chunk brings to a grain of a model.</summary>
/// <param name="Place">The grain.</param>
/// <param name="Segments">The segments that it gets.</param>
/// <param name="Rows">Their rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.share")]
public sealed record ModelShare([property: Id(0)] ModelPlace Place, [property: Id(1)] long Segments, [property: Id(2)] long Rows);
