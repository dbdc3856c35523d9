using System.Runtime.InteropServices;
using LlmWorkload.Analyses;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Time to first token by buckets of input tokens, from rows that have both.</summary>
internal static class TtftBuckets
{
    /// <summary>Input tokens of one bucket before merging.</summary>
    public const long Width = 1_000;

    /// <summary>Rows that a bucket must hold. A bucket with fewer is merged into the next.</summary>
    public const long MinimumRows = 100;

    /// <summary>The quantile above which a value is left out.</summary>
    public const double Cut = 0.999;

    /// <summary>The most points of a scatter.</summary>
    public const int MostDrawn = 20_000;

    /// <summary>Keeps the rows that have both values, in place and in order, at the front of the two columns.</summary>
    /// <returns>How many there are.</returns>
    public static int Keep(Span<long> input, Span<long> ttft)
    {
        var n = 0;
        for (var row = 0; row < input.Length; row++)
        {
            if (input[row] == Missing.Value || ttft[row] == Missing.Value) continue;
            (input[n], ttft[n]) = (input[row], ttft[row]);
            n++;
        }

        return n;
    }

    /// <summary>
    /// The buckets, ascending. Rows with a ttft above its own quantile 0.999 are left out. A bucket of 1,000 tokens that has rows is merged
    /// into the next one that has rows, until it holds 100. A rest below 100 goes into the last bucket. There is none without rows, and one
    /// below 100 where there are fewer rows in all.
    /// </summary>
    /// <param name="input">Input tokens, none missing.</param>
    /// <param name="ttft">Time to first token in ticks, none missing.</param>
    public static TtftBucket[] Of(ReadOnlySpan<long> input, ReadOnlySpan<long> ttft)
    {
        if (ttft.IsEmpty) return [];
        using var scratch = new Scratch();
        var (sorted, order) = StableOrder.Of(ttft, scratch);
        var kept = CountUpTo(sorted, Quantiles.OfSorted(sorted, Cut));
        order = order[..kept];
        var (ranges, rangeOf) = Merge(CountByBucket(input, order));

        // The rows come in ascending order of ttft, so each bucket is sorted as it is filled.
        var next = new int[ranges.Count];
        for (var i = 1; i < next.Length; i++) next[i] = next[i - 1] + ranges[i - 1].Rows;
        var grouped = scratch.Rent<long>(kept);
        for (var k = 0; k < kept; k++) grouped[next[rangeOf[input[order[k]] / Width]]++] = sorted[k];

        var buckets = new TtftBucket[ranges.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            var group = grouped.Slice(next[i] - ranges[i].Rows, ranges[i].Rows);
            buckets[i] = new TtftBucket(ranges[i].From, ranges[i].To, Summaries.OfSorted(group, Units.TicksPerSecond));
        }

        return buckets;
    }

    /// <summary>
    /// The points of a scatter. Rows above the quantile 0.999 of either column are left out. Of the others at most <paramref name="most"/>
    /// are chosen, evenly by position.
    /// </summary>
    /// <param name="input">Input tokens, none missing; rows that are left out are overwritten.</param>
    /// <param name="ttft">Input tokens, none missing. Rows that are left out are overwritten.</param>
    /// <param name="most">The most points.</param>
    /// <returns>Input tokens, and time to first token in seconds.</returns>
    public static (double[] Input, double[] Ttft) Scatter(Span<long> input, Span<long> ttft, int most = MostDrawn)
    {
        if (input.IsEmpty) return ([], []);
        var (inputCut, ttftCut) = (CutOf(input), CutOf(ttft));
        var n = 0;
        for (var row = 0; row < input.Length; row++)
        {
            if (input[row] > inputCut || ttft[row] > ttftCut) continue;
            (input[n], ttft[n]) = (input[row], ttft[row]);
            n++;
        }

        var positions = EvenChoice.Of(n, most);
        var (x, y) = (new double[positions.Length], new double[positions.Length]);
        for (var i = 0; i < positions.Length; i++)
        {
            x[i] = input[positions[i]];
            y[i] = ttft[positions[i]] / Units.TicksPerSecond;
        }

        return (x, y);
    }

    private static Dictionary<long, int> CountByBucket(ReadOnlySpan<long> input, ReadOnlySpan<int> rows)
    {
        var counts = new Dictionary<long, int>();
        foreach (var row in rows) CollectionsMarshal.GetValueRefOrAddDefault(counts, input[row] / Width, out _)++;
        return counts;
    }

    private static (List<(long From, long To, int Rows)> Ranges, Dictionary<long, int> RangeOf) Merge(Dictionary<long, int> counts)
    {
        var buckets = new long[counts.Count];
        counts.Keys.CopyTo(buckets, 0);
        Array.Sort(buckets);
        var ranges = new List<(long From, long To, int Rows)>();
        var rangeOf = new Dictionary<long, int>(buckets.Length);
        var from = 0L;
        var rows = 0;
        foreach (var bucket in buckets)
        {
            if (rows == 0) from = bucket * Width;
            rangeOf[bucket] = ranges.Count;
            rows += counts[bucket];
            if (rows < MinimumRows) continue;
            ranges.Add((from, EndOf(bucket), rows));
            rows = 0;
        }

        if (rows == 0) return (ranges, rangeOf);
        var to = EndOf(buckets[^1]);
        if (ranges.Count == 0)
        {
            ranges.Add((from, to, rows));
            return (ranges, rangeOf);
        }

        var last = ranges.Count - 1;
        ranges[last] = (ranges[last].From, to, ranges[last].Rows + rows);
        foreach (var bucket in buckets) rangeOf[bucket] = Math.Min(rangeOf[bucket], last);
        return (ranges, rangeOf);
    }

    // The last bucket of 64 bits ends with them.
    private static long EndOf(long bucket) => bucket >= long.MaxValue / Width ? long.MaxValue : (bucket + 1) * Width;

    private static double CutOf(ReadOnlySpan<long> values)
    {
        using var scratch = new Scratch();
        var sorted = scratch.Rent<long>(values.Length);
        values.CopyTo(sorted);
        RadixSort.Sort(sorted);
        return Quantiles.OfSorted(sorted, Cut);
    }

    private static int CountUpTo(ReadOnlySpan<long> sorted, double limit)
    {
        var n = sorted.Length;
        while (n > 0 && sorted[n - 1] > limit) n--;
        return n;
    }
}
