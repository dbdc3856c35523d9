namespace LlmWorkload.Kernels;

/// <summary>
/// Distributions of decimals ≥ 0 (and not −0) as those of their bits: of such numbers these are in the same order, so that they can be
/// counted, packed and merged as whole numbers.
/// </summary>
internal static class DecimalFrequencies
{
    /// <summary>The decimals of a distribution of bits, ascending.</summary>
    public static double[] Sorted(PackedFrequencies bits)
    {
        var map = FrequencyMap.Decode(bits);
        var sorted = new double[map.N];
        var values = map.Values;
        var counts = map.Counts;
        var at = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sorted.AsSpan(at, (int)counts[i]).Fill(BitConverter.Int64BitsToDouble(values[i]));
            at += (int)counts[i];
        }

        return sorted;
    }
}
