using System.Numerics;
using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Latencies of requests by their load: the tokens of all requests that their instance began in the same second.</summary>
internal static class LoadBuckets
{
    private const int ThirdsOfDecade = 3;
    private const double High = 0.9;
    private const double Low = 0.1;

    // The least load of each range: the least whole number whose third power is at least 10^k.
    private static readonly Int128[] LeastLoads = [.. LeastOfAll()];

    /// <summary>The latencies by load, ascending.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="columns">Their rows.</param>
    public static BalanceKernel.LoadBucket[] Of(InstanceRequests requests, SegmentColumns columns)
    {
        var scratch = columns.Scratch;
        var bucketOf = scratch.Rent<int>(requests.Times.Length);
        var counts = scratch.Rent(LeastLoads.Length, 0);
        Count(requests, bucketOf, counts, scratch);

        var ttft = columns.Integers(ColumnId.Ttft);
        var duration = columns.Integers(ColumnId.Duration);
        var firsts = new GatheredValues(bucketOf.Length, scratch);
        var decodes = new GatheredValues(bucketOf.Length, scratch);
        var rates = new GatheredValues(bucketOf.Length, scratch);
        for (var each = 0; each < bucketOf.Length; each++)
        {
            var row = requests.Rows[each];
            var (first, output) = (ttft[row], requests.Output[row]);
            if (bucketOf[each] < 0 || first == Missing.Value) continue;
            if (requests.Input[row] > 0) firsts.Add(bucketOf[each], first);
            if (duration[row] == Missing.Value) continue;
            if (output > 0) decodes.Add(bucketOf[each], Math.Max(duration[row] - first, 0));
            if (output > 1 && first > 0 && duration[row] > first)
                rates.Add(bucketOf[each], BitConverter.DoubleToInt64Bits((output - 1) / ((duration[row] - first) / Units.TicksPerSecond)));
        }

        // The bits of decimals above 0 are in the order of the decimals.
        var ofFirst = firsts.Sorted(counts.Length);
        var ofDecode = decodes.Sorted(counts.Length);
        var ofRate = rates.Sorted(counts.Length);
        var buckets = new List<BalanceKernel.LoadBucket>();
        for (var k = 0; k < counts.Length; k++)
        {
            if (counts[k] > 0)
                buckets.Add(new BalanceKernel.LoadBucket(
                    k, counts[k], Seconds(ofFirst[k]), Seconds(ofDecode[k]),
                    ofRate[k].IsEmpty ? null : Quantiles.OfSorted(MemoryMarshal.Cast<long, double>(ofRate[k]), Low)));
        }

        return [.. buckets];
    }

    /// <summary>The least tokens of the range k, about: 10^(k/3).</summary>
    public static double Least(int k) => Math.Pow(10, k / (double)ThirdsOfDecade);

    /// <summary>The largest k with 10^k at most the third power of a load; −1 for no load.</summary>
    public static int Bucket(Int128 load)
    {
        var at = LeastLoads.AsSpan().BinarySearch(load);
        return at >= 0 ? at : ~at - 1;
    }

    // Which range each request is in, below 0 without a token in its second; and how many each range has.
    private static void Count(InstanceRequests requests, Span<int> bucketOf, Span<int> counts, Scratch scratch)
    {
        var sums = scratch.Rent<Int128>(requests.Instances, 0);
        for (int from = 0, end; from < bucketOf.Length; from = end)
        {
            end = requests.EndOfSpan(from, TimeSpan.TicksPerSecond);
            for (var each = from; each < end; each++) sums[requests.Instance[each]] += requests.Tokens(each);
            for (var each = from; each < end; each++)
            {
                var bucket = Bucket(sums[requests.Instance[each]]);
                bucketOf[each] = bucket;
                if (bucket >= 0) counts[bucket]++;
            }

            for (var each = from; each < end; each++) sums[requests.Instance[each]] = 0;
        }
    }

    private static double? Seconds(ReadOnlySpan<long> ticks) =>
        ticks.IsEmpty ? null : Quantiles.OfSorted(ticks, High) / Units.TicksPerSecond;

    private static IEnumerable<Int128> LeastOfAll()
    {
        for (BigInteger power = 1; ; power *= 10)
        {
            // Newton's steps from above end at the whole part of the root.
            var root = (BigInteger)(2 * Math.Cbrt((double)power));
            for (BigInteger next; (next = ((2 * root) + (power / (root * root))) / ThirdsOfDecade) < root;) root = next;
            if (BigInteger.Pow(root, ThirdsOfDecade) < power) root++;
            if (root > (BigInteger)Int128.MaxValue) yield break;
            yield return (Int128)root;
        }
    }
}
