using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// How much of the input came from a cache, over the requests that have both numbers. Where a log says more cached tokens than input, the
/// input counts.
/// </summary>
/// <param name="Cached">Sum of the cached tokens, each clipped to its input.</param>
/// <param name="Input">Sum of the input tokens.</param>
[GenerateSerializer, Immutable, Alias("llmwl.cached.input")]
internal sealed record CachedInput([property: Id(0)] BigInteger Cached, [property: Id(1)] BigInteger Input)
{
    /// <summary>No requests.</summary>
    public static readonly CachedInput None = new(0, 0);

    /// <summary>The sums over both.</summary>
    public static CachedInput operator +(CachedInput one, CachedInput other) => new(one.Cached + other.Cached, one.Input + other.Input);

    /// <summary>The cached share of the input, 0 to 1; null without any input.</summary>
    public double? Share() => Input.IsZero ? null : WholeNumbers.Ratio(Cached, Input);

    /// <summary>The sums over requests.</summary>
    /// <param name="cached">Cached tokens, ≥ 0 or missing.</param>
    /// <param name="input">Input tokens of the same requests, ≥ 0 or missing.</param>
    public static CachedInput Of(ReadOnlySpan<long> cached, ReadOnlySpan<long> input)
    {
        Int128 part = 0, whole = 0;
        for (var row = 0; row < cached.Length; row++)
        {
            if (cached[row] == Missing.Value || input[row] == Missing.Value) continue;
            part += Math.Min(cached[row], input[row]);
            whole += input[row];
        }

        return new CachedInput(part, whole);
    }
}
