using LlmWorkload.Segments;

namespace LlmWorkload.Questions;

/// <summary>What one silo does and holds.</summary>
/// <param name="Address">Its address for other silos.</param>
/// <param name="Status">Its status, as the cluster sees it.</param>
/// <param name="Clients">Clients that are connected to it, or were a minute ago.</param>
/// <param name="Activations">Grains that are active in it.</param>
/// <param name="Held">The segments that its active grains hold.</param>
[GenerateSerializer, Immutable, Alias("llmwl.silo.report")]
public sealed record SiloReport(
    [property: Id(0)] string Address,
    [property: Id(1)] SiloStatus Status,
    [property: Id(2)] long Clients,
    [property: Id(3)] long Activations,
    [property: Id(4)] SegmentHolding Held);
