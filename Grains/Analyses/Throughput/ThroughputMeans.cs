using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Mean rates over the minutes or hours of the UTC clock.</summary>
internal static class ThroughputMeans
{
    /// <summary>A stretch of busy steps at the same rates is given whole up to this many steps.</summary>
    public const long LongestWhole = 1_000;

    /// <summary>
    /// The means over the steps that the span touches. A step counts only those of its seconds that lie in the span. Of a stretch of idle
    /// steps, only the first and the last are given. The same holds for more than <paramref name="longest"/> busy steps in which neither
    /// rate changes. A line through them stays the same, and the number of steps follows the rows and not the span.
    /// </summary>
    /// <param name="prefill">Input tokens in every second.</param>
    /// <param name="decode">Output tokens in every second of the same span.</param>
    /// <param name="step">Seconds of a step.</param>
    /// <param name="longest">The most steps of a busy stretch that is given whole.</param>
    public static ThroughputSeries Of(ThroughputRuns prefill, ThroughputRuns decode, long step, long longest = LongestWhole)
    {
        List<long> starts = [];
        List<double> prefills = [], decodes = [];
        foreach (var stretch in Stretches(prefill, decode, step))
        {
            var isWhole = stretch.Steps < 3 || (!stretch.IsIdle && stretch.Steps <= longest);
            var skip = isWhole ? 1 : stretch.Steps - 1;
            for (var i = 0L; i < stretch.Steps; i += skip)
            {
                starts.Add(stretch.Start + i * step);
                prefills.Add(stretch.Prefill / stretch.Seconds);
                decodes.Add(stretch.Decode / stretch.Seconds);
            }
        }

        return new ThroughputSeries(PackedIntegers.Encode([.. starts]), [.. prefills], [.. decodes]);
    }

    /// <summary>The most tokens, input and output together, in any step; 0 for an empty span.</summary>
    public static double Busiest(ThroughputRuns prefill, ThroughputRuns decode, long step)
    {
        var most = 0.0;
        foreach (var stretch in Stretches(prefill, decode, step)) most = Math.Max(most, stretch.Prefill + stretch.Decode);
        return most;
    }

    // Steps one after another. Whole steps in which neither rate changes come as one stretch.
    private static IEnumerable<Stretch> Stretches(ThroughputRuns prefill, ThroughputRuns decode, long step)
    {
        if (prefill.First != decode.First || prefill.Seconds != decode.Seconds)
            throw new ArgumentException("The two spans differ.", nameof(decode));
        var open = default(Stretch);
        int p = 0, d = 0;
        long leftP = 0, leftD = 0;
        for (var at = prefill.First; at < prefill.End;)
        {
            if (leftP == 0) leftP = prefill[p++].Seconds;
            if (leftD == 0) leftD = decode[d++].Seconds;
            var (rateP, rateD) = (prefill[p - 1].Value, decode[d - 1].Value);
            var into = at % step;
            var same = Math.Min(leftP, leftD);
            var whole = into == 0 ? same / step : 0;
            var taken = whole > 0 ? whole * step : Math.Min(same, step - into);
            (leftP, leftD, at) = (leftP - taken, leftD - taken, at + taken);
            if (whole > 0)
            {
                yield return new Stretch(at - taken, whole, step, rateP * step, rateD * step);
                continue;
            }

            open = new Stretch(at - taken - into, 1, open.Seconds + taken, open.Prefill + rateP * taken, open.Decode + rateD * taken);
            if (at % step != 0) continue;
            yield return open;
            open = default;
        }

        if (open.Seconds > 0) yield return open;
    }

    /// <summary>Equal steps from a second on: how many, and the seconds and tokens of each.</summary>
    private readonly record struct Stretch(long Start, long Steps, long Seconds, double Prefill, double Decode)
    {
        public bool IsIdle => Prefill == 0 && Decode == 0;
    }
}
