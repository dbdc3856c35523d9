namespace LlmWorkload.Placement;

/// <summary>
/// Spreads grains over silos by their keys. Keys that differ only in the number at their end go to the silos in turn. Any other key goes to
/// a silo by its hash. The partitions of a dataset hold equal shares of the rows, and so do the parts of a model, so this spreads them
/// evenly. Placement by load does not: these grains are activated in one burst, before any silo's statistics show the first of them.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.placement.spread")]
public sealed class SpreadPlacement : PlacementStrategy
{
    // A number never has more digits than this. More digits belong to an id.
    private const int MostDigits = 9;

    /// <summary>The silo in which a grain is activated.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="silos">The silos that can take it, at least one, in their order.</param>
    public static SiloAddress SiloOf(GrainId grain, IReadOnlyList<SiloAddress> silos) =>
        silos[(int)(TurnOf(grain.Key.ToString()!) % (uint)silos.Count)];

    /// <summary>
    /// The turn of a grain's key. Of n silos in their order, the grain goes to the silo at the remainder of the turn by n.
    /// </summary>
    public static uint TurnOf(string key)
    {
        var digits = key.AsSpan()[Math.Max(0, key.Length - MostDigits)..];
        digits = digits[(digits.LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        _ = uint.TryParse(digits, out var number);
        return unchecked((uint)IdHash.Of(key[..^digits.Length], 0) + number);
    }
}
