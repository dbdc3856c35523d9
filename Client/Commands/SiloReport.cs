using LlmWorkload.Segments;

namespace LlmWorkload.Commands;

/// <summary>What one silo does and holds.</summary>
/// <param name="Address">Its address for other silos.</param>
/// <param name="Status">What the cluster takes it for.</param>
/// <param name="Clients">Clients that are connected to it, or were a minute ago.</param>
/// <param name="Activations">Grains that are active in it.</param>
/// <param name="Held">The segments of those that hold rows.</param>
internal sealed record SiloReport(string Address, SiloStatus Status, long Clients, long Activations, SegmentHolding Held);
