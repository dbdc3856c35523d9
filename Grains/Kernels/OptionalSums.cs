using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>Exact sums of requests over fields that only some logs have.</summary>
/// <param name="Failed">Requests that failed.</param>
/// <param name="Cached">How much of the input was cached.</param>
/// <param name="WithCached">Requests that say how many tokens were cached.</param>
/// <param name="Cost">Sum of the cost in 10⁻⁹ US dollars.</param>
/// <param name="WithCost">Requests that have a cost.</param>
[GenerateSerializer, Immutable, Alias("llmwl.optional.sums")]
internal sealed record OptionalSums(
    [property: Id(0)] long Failed,
    [property: Id(1)] CachedInput Cached,
    [property: Id(2)] long WithCached,
    [property: Id(3)] BigInteger Cost,
    [property: Id(4)] long WithCost)
{
    /// <summary>No requests.</summary>
    public static readonly OptionalSums None = new(0, CachedInput.None, 0, 0, 0);

    /// <summary>The sums over both.</summary>
    public static OptionalSums operator +(OptionalSums one, OptionalSums other) => new(
        one.Failed + other.Failed, one.Cached + other.Cached, one.WithCached + other.WithCached, one.Cost + other.Cost,
        one.WithCost + other.WithCost);

    /// <summary>The sums over requests. A column that is empty is missing in every request.</summary>
    /// <param name="failed">1 where the request failed, else missing.</param>
    /// <param name="cached">Cached tokens, ≥ 0 or missing.</param>
    /// <param name="input">Input tokens, ≥ 0 or missing; not empty where <paramref name="cached"/> is not.</param>
    /// <param name="cost">Cost in 10⁻⁹ US dollars, ≥ 0 or missing.</param>
    public static OptionalSums Of(
        ReadOnlySpan<long> failed, ReadOnlySpan<long> cached, ReadOnlySpan<long> input, ReadOnlySpan<long> cost) => new(
            failed.Count(1L), CachedInput.Of(cached, input), cached.Length - cached.Count(Missing.Value), ExactSums.Total(cost),
            cost.Length - cost.Count(Missing.Value));

    /// <summary>What the sums say. That no request failed says nothing.</summary>
    public OptionalTotals Totals() =>
        new(Failed > 0 ? Failed : null, WithCached > 0 ? Cached.Share() : null, WithCost > 0 ? Dollars() : null);

    private decimal Dollars() => (decimal)Cost / (decimal)Units.NanosPerDollar;
}
