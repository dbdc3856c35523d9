using Orleans.Placement;

namespace LlmWorkload.Placement;

/// <summary>Places grains of a class by <see cref="SpreadPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadPlacementAttribute() : PlacementAttribute(new SpreadPlacement());
