using Orleans.Runtime.Placement;

namespace LlmWorkload.Placement;

/// <summary>
/// Chooses silos by <see cref="SpreadPlacement"/>. A silo is chosen only when a grain is activated. An active grain stays where it is when
/// silos come or go.
/// </summary>
internal sealed class SpreadPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">No silo can take the grain.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } wanted) return Task.FromResult(wanted);
        if (silos.Length == 0) throw new SiloUnavailableException($"No silo can take the grain {target.GrainIdentity}.");
        return Task.FromResult(SpreadPlacement.SiloOf(target.GrainIdentity, [.. silos.Order()]));
    }
}
