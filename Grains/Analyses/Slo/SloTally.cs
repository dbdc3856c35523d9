using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>What is counted of requests and limits.</summary>
/// <param name="Rows">Requests.</param>
/// <param name="Measured">Requests of which every metric that has a limit can be measured.</param>
/// <param name="Good">Measured requests that hold every limit.</param>
/// <param name="MetricMeasured">For ttft, tpot and e2e, requests of which it can be measured; 0 where it has no limit.</param>
/// <param name="MetricHeld">Those of them that hold its limit.</param>
/// <param name="GoodTokens">Output tokens of the good requests.</param>
/// <param name="First">The first start, in ticks; missing without requests.</param>
/// <param name="End">The last end, in ticks: start and duration, or the start alone; missing without requests.</param>
/// <param name="Present">Requests with ttft, output tokens and duration.</param>
/// <param name="Hours">The hours that requests start in, ascending: hours since 0001-01-01.</param>
/// <param name="HourMeasured">Measured requests of each.</param>
/// <param name="HourGood">Good requests of each.</param>
/// <param name="FirstHeld">
/// How many measured requests hold every limit from one of the <see cref="SloScale.Factors"/> on; and last, how many never do.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.slo.tally")]
internal sealed record SloTally(
    [property: Id(0)] long Rows,
    [property: Id(1)] long Measured,
    [property: Id(2)] long Good,
    [property: Id(3)] long[] MetricMeasured,
    [property: Id(4)] long[] MetricHeld,
    [property: Id(5)] Int128 GoodTokens,
    [property: Id(6)] long First,
    [property: Id(7)] long End,
    [property: Id(8)] long[] Present,
    [property: Id(9)] long[] Hours,
    [property: Id(10)] long[] HourMeasured,
    [property: Id(11)] long[] HourGood,
    [property: Id(12)] long[] FirstHeld)
{
    private const int Metrics = 3;

    /// <summary>No requests.</summary>
    public static readonly SloTally None = new(
        0, 0, 0, new long[Metrics], new long[Metrics], 0, Missing.Value, Missing.Value, new long[Metrics], [], [], [],
        new long[SloScale.Factors.Length + 1]);

    /// <summary>good/measured; null where none is measured.</summary>
    public double? Attainment => Measured == 0 ? null : (double)Good / Measured;

    /// <summary>The attainment at each factor of <see cref="SloScale"/>; NaN where none is measured.</summary>
    public double[] ByFactor()
    {
        var held = 0L;
        return [.. FirstHeld.SkipLast(1).Select(first => (double)(held += first) / Measured)];
    }

    /// <summary>Counts rows, in any order.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="started">Starts in ticks.</param>
    /// <param name="output">Output tokens, or missing.</param>
    /// <param name="ttft">Time to first token in ticks, or missing.</param>
    /// <param name="duration">Duration in ticks, or missing.</param>
    public static SloTally Of(
        SloLimits limits, ReadOnlySpan<long> started, ReadOnlySpan<long> output, ReadOnlySpan<long> ttft, ReadOnlySpan<long> duration)
    {
        var check = new SloCheck(limits);
        var scaled = SloScale.Of(limits);
        var (measured, held) = (new long[Metrics], new long[Metrics]);
        var firstHeld = new long[scaled.Length + 1];
        var hours = new Dictionary<long, (long Measured, long Good)>();
        var (all, good, first, end) = (0L, 0L, Missing.Value, Missing.Value);
        Int128 tokens = 0;
        if (started.IsEmpty) return None;

        // Rows come nearly in the order of time, so the counts of one hour are looked up once.
        var (hour, ofHour) = (started[0] / TimeSpan.TicksPerHour, (Measured: 0L, Good: 0L));
        for (var row = 0; row < started.Length; row++)
        {
            first = first == Missing.Value ? started[row] : Math.Min(first, started[row]);
            end = Math.Max(end, Ends.Of(started[row], duration[row]));
            var byTtft = check.Ttft(ttft[row]);
            var byTpot = check.Tpot(output[row], ttft[row], duration[row]);
            var byE2e = check.E2e(duration[row]);
            Count(0, byTtft);
            Count(1, byTpot);
            Count(2, byE2e);
            if (started[row] / TimeSpan.TicksPerHour is var now && now != hour)
            {
                hours[hour] = ofHour;
                (hour, ofHour) = (now, hours.GetValueOrDefault(now));
            }

            if (Knows(limits.Ttft, byTtft) && Knows(limits.Tpot, byTpot) && Knows(limits.E2e, byE2e))
            {
                all++;
                ofHour.Measured++;
                firstHeld[SloScale.FirstHeld(scaled, output[row], ttft[row], duration[row])]++;
                if (byTtft is not false && byTpot is not false && byE2e is not false)
                {
                    good++;
                    ofHour.Good++;
                    tokens += output[row] == Missing.Value ? 0 : output[row];
                }
            }
        }

        hours[hour] = ofHour;
        long[] present = [started.Length - ttft.Count(Missing.Value), started.Length - output.Count(Missing.Value),
            started.Length - duration.Count(Missing.Value)];
        return Make(started.Length, all, good, measured, held, tokens, first, end, present, hours, firstHeld);

        void Count(int metric, bool? holds)
        {
            if (holds is null) return;
            measured[metric]++;
            if (holds.Value) held[metric]++;
        }
    }

    /// <summary>The sum over several places.</summary>
    public static SloTally Merge(IReadOnlyCollection<SloTally> tallies)
    {
        var filled = tallies.Where(tally => tally.Rows > 0).ToList();
        if (filled.Count == 0) return None;
        var hours = new Dictionary<long, (long Measured, long Good)>();
        foreach (var tally in filled)
        {
            for (var i = 0; i < tally.Hours.Length; i++)
            {
                var (measured, good) = hours.GetValueOrDefault(tally.Hours[i]);
                hours[tally.Hours[i]] = (measured + tally.HourMeasured[i], good + tally.HourGood[i]);
            }
        }

        return Make(
            filled.Sum(tally => tally.Rows),
            filled.Sum(tally => tally.Measured),
            filled.Sum(tally => tally.Good),
            Sum(tally => tally.MetricMeasured),
            Sum(tally => tally.MetricHeld),
            filled.Aggregate((Int128)0, (sum, tally) => sum + tally.GoodTokens),
            filled.Min(tally => tally.First),
            filled.Max(tally => tally.End),
            Sum(tally => tally.Present),
            hours,
            Sum(tally => tally.FirstHeld));

        long[] Sum(Func<SloTally, long[]> counts)
        {
            var sum = new long[counts(filled[0]).Length];
            foreach (var tally in filled)
            {
                for (var i = 0; i < sum.Length; i++) sum[i] += counts(tally)[i];
            }

            return sum;
        }
    }

    private static SloTally Make(
        long rows, long measured, long good, long[] metricMeasured, long[] metricHeld, Int128 tokens, long first, long end, long[] present,
        Dictionary<long, (long Measured, long Good)> byHour, long[] firstHeld)
    {
        long[] hours = [.. byHour.Keys.Order()];
        return new SloTally(
            rows, measured, good, metricMeasured, metricHeld, tokens, first, end, present, hours,
            Array.ConvertAll(hours, hour => byHour[hour].Measured), Array.ConvertAll(hours, hour => byHour[hour].Good), firstHeld);
    }

    private static bool Knows(long? limit, bool? holds) => limit is null || holds is not null;
}
