namespace LlmWorkload.Kernels;

/// <summary>The attainment of hours, taken together to buckets of whole hours, so that few enough are drawn.</summary>
/// <param name="Width">Hours of each bucket.</param>
/// <param name="Starts">Where buckets begin, without gaps: hours since 0001-01-01, multiples of the width.</param>
/// <param name="Attainment">good/measured of each; NaN where none is measured, as in the two below.</param>
/// <param name="Lowest">The lowest attainment of one of its hours.</param>
/// <param name="Highest">The highest attainment of one of its hours.</param>
internal sealed record HourBuckets(long Width, long[] Starts, double[] Attainment, double[] Lowest, double[] Highest)
{
    private const long Week = 7 * 24;

    private static readonly long[] Usual = [1, 2, 3, 6, 12, 24, 48, Week];

    /// <summary>The buckets of the least usual width, or of so many weeks, that are at most a number.</summary>
    /// <param name="hours">The hours, ascending.</param>
    /// <param name="measured">Measured requests of each.</param>
    /// <param name="good">Good requests of each.</param>
    /// <param name="most">How many buckets there may be.</param>
    public static HourBuckets Of(long[] hours, long[] measured, long[] good, int most)
    {
        var width = Usual.Concat(Weeks()).First(hoursOfEach => Count(hoursOfEach) <= most);
        var first = hours[0] / width;
        var buckets = (int)Count(width);
        var (sumMeasured, sumGood) = (new long[buckets], new long[buckets]);
        var (lowest, highest) = (Missing(), Missing());
        for (var i = 0; i < hours.Length; i++)
        {
            if (measured[i] == 0) continue;
            var bucket = (int)((hours[i] / width) - first);
            var attainment = (double)good[i] / measured[i];
            sumMeasured[bucket] += measured[i];
            sumGood[bucket] += good[i];
            lowest[bucket] = double.IsNaN(lowest[bucket]) ? attainment : Math.Min(lowest[bucket], attainment);
            highest[bucket] = double.IsNaN(highest[bucket]) ? attainment : Math.Max(highest[bucket], attainment);
        }

        return new HourBuckets(
            width,
            [.. Enumerable.Range(0, buckets).Select(bucket => (first + bucket) * width)],
            [.. sumGood.Zip(sumMeasured, (held, all) => all == 0 ? double.NaN : (double)held / all)],
            lowest,
            highest);

        long Count(long hoursOfEach) => (hours[^1] / hoursOfEach) - (hours[0] / hoursOfEach) + 1;

        double[] Missing()
        {
            var values = new double[buckets];
            Array.Fill(values, double.NaN);
            return values;
        }
    }

    private static IEnumerable<long> Weeks()
    {
        for (var width = 2 * Week; ; width *= 2) yield return width;
    }
}
