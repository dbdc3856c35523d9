namespace LlmWorkload.Kernels;

/// <summary>
/// Time per output token after the first: (duration − ttft)/(output − 1) in seconds, one division of two whole numbers, of rows with output
/// above 1, ttft above 0 and a duration above the ttft. A value is kept as the bits of its double: of numbers above 0 these are in the same
/// order, so that they can be counted, merged and picked as whole numbers.
/// </summary>
internal static class TokenPace
{
    // Each power of two has 256 buckets, as in ValueBuckets. All values lie between one tick over 2⁶³ tokens and 2⁶³ ticks for one token.
    private const int BucketShift = 52 - 8;
    private const int Exponent = 1023;
    private const int LeastBucket = (Exponent - 90) << 8;
    private const int All = 132 << 8;

    /// <summary>The value of a row; missing where it has none.</summary>
    /// <param name="output">Output tokens or missing.</param>
    /// <param name="ttft">Time to first token in ticks, or missing.</param>
    /// <param name="duration">Duration in ticks, or missing.</param>
    public static long ValueOf(long output, long ttft, long duration) => output > 1 && ttft > 0 && duration > ttft
        ? BitConverter.DoubleToInt64Bits((duration - ttft) / (Units.TicksPerSecond * (output - 1)))
        : Missing.Value;

    /// <summary>The values of rows; others are left out.</summary>
    /// <param name="output">Output tokens or missing. The values are written over them.</param>
    /// <param name="ttft">Time to first token in ticks, or missing.</param>
    /// <param name="duration">Duration in ticks, or missing.</param>
    public static Span<long> Of(Span<long> output, ReadOnlySpan<long> ttft, ReadOnlySpan<long> duration)
    {
        var n = 0;
        for (var row = 0; row < output.Length; row++)
        {
            if (ValueOf(output[row], ttft[row], duration[row]) is var value && value != Missing.Value) output[n++] = value;
        }

        return output[..n];
    }

    /// <summary>The buckets that hold values, and how many each.</summary>
    public static FrequencyMap Count(ReadOnlySpan<long> values)
    {
        using var scratch = new Scratch();
        var counters = scratch.Rent(All, 0);
        foreach (var value in values) counters[(int)(value >> BucketShift) - LeastBucket]++;
        return FrequencyMap.OfCounters<int>(counters, LeastBucket);
    }

    /// <summary>The values that fall into some of the buckets.</summary>
    /// <param name="values">The values; those picked are moved to the front.</param>
    /// <param name="buckets">Numbers of buckets.</param>
    public static FrequencyMap Pick(Span<long> values, ReadOnlySpan<long> buckets)
    {
        using var scratch = new Scratch();
        var isWanted = scratch.Rent<byte>(All, 0);
        foreach (var bucket in buckets) isWanted[(int)bucket - LeastBucket] = 1;
        var n = 0;
        foreach (var value in values)
        {
            values[n] = value;
            n += isWanted[(int)(value >> BucketShift) - LeastBucket];
        }

        return FrequencyMap.Of(values[..n]);
    }

    /// <summary>One of <see cref="Quantiles.Standard"/> in seconds.</summary>
    public static double Quantile(OrderStatistics order, double p)
    {
        var (index, fraction) = Quantiles.Position(p, order.N);
        var low = At(order, index);
        return fraction == 0 ? low : low + ((At(order, index + 1) - low) * fraction);
    }

    private static double At(OrderStatistics order, long rank) =>
        BitConverter.Int64BitsToDouble(order.Values[Array.BinarySearch(order.Ranks, rank)]);
}
