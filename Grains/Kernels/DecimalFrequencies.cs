namespace LlmWorkload.Kernels;

/// <summary>
/// Distributions of decimals ≥ 0 (and not −0) as those of their bits: of such numbers these are in the same order, so that they can be
/// counted, packed and merged as whole numbers.
/// </summary>
internal static class DecimalFrequencies
{
    /// <summary>The decimals of a distribution of bits, ascending.</summary>
    public static double[] Sorted(PackedFrequencies bits) => FrequencyMap.Decode(bits).Repeated(BitConverter.Int64BitsToDouble);
}
