using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The inter-arrival times of a split model, joined from the answers of its parts (<see cref="InterArrivalPartKernels"/>). Time is divided
/// into ranges in which one part alone has rows, and ranges that several parts share. The rows in shared ranges are gathered here, as one
/// more part. Then each range has one owner, which answers for the inter-arrival times within it. The times between ranges follow from
/// what each sequence begins and ends with in each range.
/// </summary>
internal sealed class SplitInterArrivals
{
    private readonly ModelParts _owners;
    private readonly TimeDivision _division;
    private readonly bool _perUser;
    private readonly ZoneClock? _clock;
    private readonly InterArrivalPartKernels.OutlineAnswer[] _outlines;
    private readonly FrequencyMap[] _interArrivals;
    private readonly JoinedSequences _joined = new();
    private readonly FrequencyMap _all;

    private SplitInterArrivals(
        ModelParts owners, TimeDivision division, bool perUser, ZoneClock? clock, InterArrivalPartKernels.OutlineAnswer[] outlines)
    {
        (_owners, _division, _perUser, _clock) = (owners, division, perUser, clock);
        Join(Array.ConvertAll(outlines, outline => outline.Borders.Decode()));
        using var scratch = new Scratch();
        _outlines = [.. outlines, InterArrivalPartKernels.Outline(new RangedSeries(BetweenRanges(scratch), []), clock, scratch)];
        _interArrivals = Array.ConvertAll(_outlines, outline => FrequencyMap.Decode(outline.InterArrivals));
        _all = FrequencyMap.Merge(_interArrivals);
    }

    /// <summary>All inter-arrival times: what <see cref="InterArrivalKernels.CurveQuestion"/> asks for.</summary>
    public static async Task<ModelAnswer> CurveAsync(ModelParts parts, bool perUser)
    {
        var times = await OfAsync(parts, perUser, clock: null);
        return await parts.MergeAsync(() => new InterArrivalKernels.CurveAnswer(times._all.Encode()));
    }

    /// <summary>Their statistics: what <see cref="InterArrivalKernels.StatisticsQuestion"/> asks for.</summary>
    public static async Task<ModelAnswer> DescribeAsync(ModelParts parts, bool perUser, ZoneClock? clock)
    {
        var times = await OfAsync(parts, perUser, clock);
        return await times.DescribeAsync();
    }

    private static async Task<SplitInterArrivals> OfAsync(ModelParts parts, bool perUser, ZoneClock? clock)
    {
        var division = TimeDivision.Of(await TimeRanges.AskAsync(parts));
        var shared = OpenedSegments.Of(await SharedAsync(parts, perUser, division.Shared));
        var owners = parts.With(shared, InterArrivalPartKernels.Answer);
        var outlines = await owners.AskAsync<InterArrivalPartKernels.OutlineAnswer>(
            owner => new InterArrivalPartKernels.OutlineQuestion(perUser, division.RangesOf(owner), clock));
        return await parts.MergeAsync(() => new SplitInterArrivals(owners, division, perUser, clock, outlines));
    }

    private static async Task<IEnumerable<SegmentMessage>> SharedAsync(ModelParts parts, bool perUser, TimeRange[] shared)
    {
        if (shared.Length == 0) return [];
        var slices = await parts.AskAsync<InterArrivalPartKernels.SliceAnswer>(new InterArrivalPartKernels.SliceQuestion(perUser, shared));
        return slices.SelectMany(slice => slice.Segments);
    }

    // Range after range in the order of time. An owner has its borders in the order of its own ranges.
    private void Join(SequenceBorder[][] borders)
    {
        var (range, next) = (new int[borders.Length], new int[borders.Length]);
        foreach (var owner in _division.Owners)
        {
            for (; next[owner] < borders[owner].Length && borders[owner][next[owner]].Range == range[owner]; next[owner]++)
            {
                _joined.Add(borders[owner][next[owner]]);
            }

            range[owner]++;
        }
    }

    // The inter-arrival times between ranges. Their pairs are summed apart.
    private InterArrivalSeries BetweenRanges(Scratch scratch)
    {
        var (later, order) = StableOrder.Of(_joined.Later, scratch);
        var interArrivals = scratch.Rent<long>(order.Length);
        for (var i = 0; i < interArrivals.Length; i++) interArrivals[i] = _joined.InterArrivals[order[i]];
        return new InterArrivalSeries(interArrivals, later, scratch.Rent(order.Length, -1));
    }

    private static long CountBelow(FrequencyMap times, long limit)
    {
        var values = times.Values;
        var counts = times.Counts;
        var count = 0L;
        for (var i = 0; i < values.Length && values[i] < limit; i++) count += counts[i];
        return count;
    }

    private async Task<ModelAnswer> DescribeAsync()
    {
        var ranksOfEarlier = _owners.MergeAsync(() => new TiedRanks(_all.Without(_joined.LastInterArrivals())));
        var ranksOfLater = _owners.MergeAsync(() => new TiedRanks(_all.Without(_joined.FirstInterArrivals())));
        var (hours, days) = await _owners.MergeAsync(() => (
            new GroupedSelection([.. _outlines.Select(outline => outline.Hours)]),
            new GroupedSelection([.. _outlines.Select(outline => outline.Days)])));
        var (earlier, later) = (await ranksOfEarlier, await ranksOfLater);
        var questions = await Task.WhenAll(_interArrivals.Select(interArrivals => _owners.MergeAsync(() => Question(interArrivals))));
        var between = _owners.MergeAsync(Between);
        var answers = await _owners.AskAsync<InterArrivalPartKernels.SelectionAnswer>(
            owner => questions[owner] with { Ranges = _division.RangesOf(owner) });
        InterArrivalPartKernels.SelectionAnswer[] selections = [.. answers, await between];
        return await _owners.MergeAsync(() => Describe(selections));

        InterArrivalPartKernels.SelectionQuestion Question(FrequencyMap interArrivals) => new(
            _perUser,
            [],
            PackedIntegers.Encode(earlier.Of(interArrivals.Values)),
            PackedIntegers.Encode(later.Of(interArrivals.Values)),
            hours.Wanted,
            days.Wanted,
            _clock);

        InterArrivalPartKernels.SelectionAnswer Between()
        {
            using var scratch = new Scratch();
            var selected = InterArrivalPartKernels.Select(BetweenRanges(scratch), questions[^1], scratch);
            return selected with { Spearman = PairSums.Of(earlier.OfAny(_joined.EarlierOfPair), later.OfAny(_joined.LaterOfPair)) };
        }

        InterArrivalKernels.StatisticsAnswer Describe(InterArrivalPartKernels.SelectionAnswer[] selections)
        {
            var pearson = _outlines.Aggregate(
                PairSums.Of(_joined.EarlierOfPair, _joined.LaterOfPair), (sum, outline) => sum + outline.Pearson).Correlate();
            var spearman = selections.Aggregate(PairSums.None, (sum, selection) => sum + selection.Spearman).Correlate();
            var (hoursOfDay, byHour) = hours.Boxes([.. selections.Select(selection => selection.Hours)], Units.TicksPerSecond);
            var (dates, byDate) = days.Boxes([.. selections.Select(selection => selection.Days)], Units.TicksPerSecond);
            return new InterArrivalKernels.StatisticsAnswer(
                Summaries.Of(_all, Units.TicksPerSecond),
                pearson.Pairs,
                pearson.Coefficient,
                spearman.Coefficient,
                CorrelationTest.TwoSidedP(spearman),
                hoursOfDay,
                byHour,
                dates,
                byDate,
                CountBelow(_all, InterArrivalKernels.Millisecond),
                CountBelow(_all, 1));
        }
    }
}
