namespace LlmWorkload.Placement;

/// <summary>
/// Spreads grains over silos by their keys. Keys that differ only in the number at their end go to one silo after the other; any other key
/// goes to a silo by its hash. The partitions of a dataset hold equal shares of the rows, and so do the parts of a model: this spreads them
/// evenly. Placement by load does not: these grains are activated in one burst, before any silo's statistics show the first of them.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.placement.spread")]
public sealed class SpreadPlacement : PlacementStrategy
{
    // More digits than any number has are no number but a part of an id.
    private const int MostDigits = 9;

    /// <summary>The silo that a grain goes to when it comes to life.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="silos">The silos that can take it, at least one, in their order.</param>
    public static SiloAddress SiloOf(GrainId grain, IReadOnlyList<SiloAddress> silos) =>
        silos[(int)(TurnOf(grain.Key.ToString()!) % (uint)silos.Count)];

    /// <summary>Whose turn it is to take a grain: of n silos in a certain order, the one of the remainder by n.</summary>
    public static uint TurnOf(string key)
    {
        var digits = key.AsSpan()[Math.Max(0, key.Length - MostDigits)..];
        digits = digits[(digits.LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        _ = uint.TryParse(digits, out var number);
        return unchecked((uint)IdHash.Of(key[..^digits.Length], 0) + number);
    }
}
