using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>
/// Distributions of decimals ≥ 0 (and not −0) as those of their bits: of such numbers these are in the same order, so that they can be
/// counted, packed and merged as whole numbers.
/// </summary>
internal static class DecimalFrequencies
{
    /// <summary>The decimals of a distribution of bits, ascending.</summary>
    public static double[] Sorted(PackedFrequencies bits) => FrequencyMap.Decode(bits).Repeated(BitConverter.Int64BitsToDouble);

    /// <summary>Makes something of the decimals of a distribution of bits, ascending, each as often as it occurs.</summary>
    /// <remarks>Where none occurs twice, as of most rates, they lie where the distribution has them.</remarks>
    public static TResult Use<TResult>(FrequencyMap bits, Func<ReadOnlySpan<double>, TResult> make)
    {
        var values = MemoryMarshal.Cast<long, double>(bits.Values);
        if (values.Length == bits.N) return make(values);
        using var scratch = new Scratch();
        var repeated = scratch.Rent<double>(checked((int)bits.N));
        bits.Repeat(repeated, BitConverter.Int64BitsToDouble);
        return make(repeated);
    }
}
