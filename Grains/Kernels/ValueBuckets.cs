using System.Numerics;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Fixed buckets of whole numbers ≥ 0, so that distributions in many places can be compared by their counts. Each number below 512 has a
/// bucket. Above that, each power of two has 256 buckets of one width. A bucket is at most 1/256 as wide as its numbers are large.
/// </summary>
internal static class ValueBuckets
{
    private const int StepBits = 8;

    // Buckets of all 64-bit numbers. A missing value has a bucket of its own behind all others, so no test for it is needed.
    private const int All = (64 - StepBits + 1) << StepBits;
    private static readonly int MissingBucket = Of(Missing.Value);

    /// <summary>The bucket of a number; greater numbers have equal or greater ones.</summary>
    public static int Of(long value)
    {
        var shift = Math.Max(0, 63 - StepBits - BitOperations.LeadingZeroCount((ulong)value));
        return (shift << StepBits) + (int)((ulong)value >> shift);
    }

    /// <summary>The buckets that hold values of a column, and how many each.</summary>
    /// <param name="column">Values ≥ 0 or missing, in any order.</param>
    public static FrequencyMap Count(ReadOnlySpan<long> column)
    {
        using var scratch = new Scratch();
        var counters = scratch.Rent(All, 0);
        foreach (var value in column) counters[Of(value)]++;
        return FrequencyMap.OfCounters<int>(counters[..MissingBucket], 0);
    }

    /// <summary>The values of a column that fall into some of the buckets.</summary>
    /// <param name="column">Values ≥ 0 or missing, in any order.</param>
    /// <param name="buckets">Numbers of buckets.</param>
    public static FrequencyMap Pick(ReadOnlySpan<long> column, ReadOnlySpan<long> buckets)
    {
        using var scratch = new Scratch();
        var isWanted = scratch.Rent<byte>(All, 0);
        foreach (var bucket in buckets) isWanted[(int)bucket] = 1;

        // Each value is written, and the next one overwrites it unless it is wanted. A processor cannot foresee which values are wanted, so
        // a branch costs more.
        var picked = scratch.Rent<long>(column.Length + 1);
        var n = 0;
        foreach (var value in column)
        {
            picked[n] = value;
            n += isWanted[Of(value)];
        }

        return FrequencyMap.Of(picked[..n]);
    }
}
