using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The questions about inter-arrival times that the parts of a split model answer. A part is asked about ranges of time in which no other
/// part has rows. It answers for the inter-arrival times within each range, and <see cref="SplitInterArrivals"/> joins the answers.
/// </summary>
internal static class InterArrivalPartKernels
{
    // A segment can hold this many rows.
    private const int SliceRows = 1 << 22;

    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> All { get; } = [
        ModelKernel.For<SliceQuestion>(static (question, columns) => Slice(question, columns), isKept: false),
        ModelKernel.For<OutlineQuestion>(Answer, isKept: false),
        ModelKernel.For<SelectionQuestion>(Answer, isKept: false),
    ];

    /// <summary>Answers an <see cref="OutlineQuestion"/> or a <see cref="SelectionQuestion"/> from rows.</summary>
    public static ModelAnswer Answer(ModelQuestion question, SegmentColumns columns) => question switch
    {
        OutlineQuestion outline => Outline(Ranged(columns, outline.PerUser, outline.Ranges), outline.Clock, columns.Scratch),
        SelectionQuestion selection => Select(Ranged(columns, selection.PerUser, selection.Ranges).Series, selection, columns.Scratch),
        _ => throw new ArgumentException($"{question.GetType().Name} is no question about ranges.", nameof(question)),
    };

    /// <summary>The answer of the first round, from inter-arrival times and borders.</summary>
    public static OutlineAnswer Outline(RangedSeries ranged, ZoneClock? clock, Scratch scratch)
    {
        var series = ranged.Series;
        var times = ZoneClock.Local(clock, series.Later, scratch);
        var ordered = StableOrder.Of(series.InterArrivals, scratch);
        var (hours, byHour) = InterArrivalKernels.ByHour(ordered, times, static (_, sorted) => ColumnOutline.Of(sorted));
        var (days, byDate) = InterArrivalKernels.ByDate(ordered, times, static (_, sorted) => ColumnOutline.Of(sorted));
        return new OutlineAnswer(
            FrequencyMap.PackSorted(ordered.Values),
            LagCorrelation.Sums(series.InterArrivals, series.Previous),
            new GroupedOutlines(hours, byHour),
            new GroupedOutlines(days, byDate),
            PackedBorders.Of(ranged.Borders));
    }

    /// <summary>The answer of the second round, from inter-arrival times.</summary>
    public static SelectionAnswer Select(InterArrivalSeries series, SelectionQuestion question, Scratch scratch)
    {
        var ordered = StableOrder.Of(series.InterArrivals, scratch);
        var ranks = DenseRanks.Of(ordered, scratch);
        var earlier = Ranked(PackedIntegers.Decode(question.EarlierRanks), ranks.Places, scratch);
        var later = Ranked(PackedIntegers.Decode(question.LaterRanks), ranks.Places, scratch);
        var times = ZoneClock.Local(question.Clock, series.Later, scratch);
        var (hours, byHour) = InterArrivalKernels.ByHour(ordered, times, (hour, each) => question.Hours.Pick(hour, each).Encode());
        var (days, byDate) = InterArrivalKernels.ByDate(ordered, times, (day, each) => question.Days.Pick(day, each).Encode());
        return new SelectionAnswer(
            PairSums.Of<long>(earlier, later, series.Previous, Math.Max(PairSums.Highest(earlier), PairSums.Highest(later))),
            new GroupedValues(hours, byHour),
            new GroupedValues(days, byDate));
    }

    private static RangedSeries Ranged(SegmentColumns columns, bool perUser, TimeRange[] ranges)
    {
        var started = columns.Integers(ColumnId.Started);
        if (!perUser) return RangedSeries.Of(started, columns.Scratch.Rent(columns.Rows, 0), [0], ranges, columns.Scratch);
        var (hashes, users) = columns.Hashes(ColumnId.User);
        return RangedSeries.Of(started, users, hashes, ranges, columns.Scratch);
    }

    private static ReadOnlySpan<long> Ranked(long[] rankOfValue, ReadOnlySpan<int> places, Scratch scratch)
    {
        var ranks = scratch.Rent<long>(places.Length);
        for (var i = 0; i < ranks.Length; i++) ranks[i] = rankOfValue[places[i]];
        return ranks;
    }

    private static SliceAnswer Slice(SliceQuestion question, SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var (hashes, users) = question.PerUser ? columns.Hashes(ColumnId.User) : new IndexedColumn<ulong>([], []);
        var n = 0;
        for (var row = 0; row < started.Length; row++)
        {
            if (!IsWithin(question.Ranges, started[row])) continue;
            if (question.PerUser) users[n] = users[row];
            started[n++] = started[row];
        }

        var segments = new List<SegmentMessage>();
        for (var from = 0; from < n; from += SliceRows)
        {
            var rows = from..Math.Min(n, from + SliceRows);
            var chunk = new ChunkId(0, segments.Count, 0);
            var writer = new SegmentWriter(chunk, started[rows].Length);
            writer.AddIntegers(ColumnId.Started, started[rows]);
            if (question.PerUser) writer.AddHashes(ColumnId.User, hashes, users[rows]);
            segments.Add(new SegmentMessage(chunk, writer.ToArray()));
        }

        return new SliceAnswer([.. segments]);
    }

    private static bool IsWithin(TimeRange[] ascending, long instant)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle].End > instant) high = middle;
            else low = middle + 1;
        }

        return low < ascending.Length && ascending[low].From <= instant;
    }

    /// <summary>Asks for the rows in ranges of time that several parts share: their starts and, per user, their users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.slice.question")]
    public sealed record SliceQuestion([property: Id(0)] bool PerUser, [property: Id(1)] TimeRange[] Ranges) : ModelPartQuestion;

    /// <summary>The rows, as segments of the columns asked for.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.slice.answer")]
    public sealed record SliceAnswer([property: Id(0)] SegmentMessage[] Segments) : ModelAnswer;

    /// <summary>Asks, in the first round, for the inter-arrival times within ranges of time.</summary>
    /// <param name="PerUser">Whether only requests of one user follow one another.</param>
    /// <param name="Ranges">Ranges in which no other part has rows, ascending.</param>
    /// <param name="Clock">The clock of hours and dates; null for UTC.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.outline.question")]
    public sealed record OutlineQuestion(
        [property: Id(0)] bool PerUser, [property: Id(1)] TimeRange[] Ranges, [property: Id(2)] ZoneClock? Clock) : ModelPartQuestion;

    /// <summary>The inter-arrival times within ranges.</summary>
    /// <param name="InterArrivals">Their distribution.</param>
    /// <param name="Pearson">The sums of their lag-1 pairs.</param>
    /// <param name="Hours">Their outlines by hour of day of the later request.</param>
    /// <param name="Days">Their outlines by date of the later request, as days since 0001-01-01.</param>
    /// <param name="Borders">What each sequence begins and ends with in each range.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.outline.answer")]
    public sealed record OutlineAnswer(
        [property: Id(0)] PackedFrequencies InterArrivals,
        [property: Id(1)] PairSums Pearson,
        [property: Id(2)] GroupedOutlines Hours,
        [property: Id(3)] GroupedOutlines Days,
        [property: Id(4)] PackedBorders Borders) : ModelAnswer;

    /// <summary>Asks, in the second round, for what the first has shown to be needed of the same times.</summary>
    /// <param name="PerUser">
    /// Asks, in the second round, for what the first round has shown to be needed of the same inter-arrival times.
    /// </param>
    /// <param name="Ranges">The ranges of the first round.</param>
    /// <param name="EarlierRanks">
    /// For each distinct inter-arrival time of the first round's answer, the doubled rank among the earlier times of pairs, bit-packed.
    /// </param>
    /// <param name="LaterRanks">For each, the doubled rank among the later times of pairs, bit-packed.</param>
    /// <param name="Hours">The buckets wanted by hour.</param>
    /// <param name="Days">The buckets wanted by date.</param>
    /// <param name="Clock">The clock of hours and dates; null for UTC.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.selection.question")]
    public sealed record SelectionQuestion(
        [property: Id(0)] bool PerUser,
        [property: Id(1)] TimeRange[] Ranges,
        [property: Id(2)] byte[] EarlierRanks,
        [property: Id(3)] byte[] LaterRanks,
        [property: Id(4)] GroupedBuckets Hours,
        [property: Id(5)] GroupedBuckets Days,
        [property: Id(6)] ZoneClock? Clock) : ModelPartQuestion;

    /// <summary>The answer to the second round.</summary>
    /// <param name="Spearman">The sums of the ranks of the lag-1 pairs.</param>
    /// <param name="Hours">The values wanted by hour.</param>
    /// <param name="Days">The values wanted by date.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.selection.answer")]
    public sealed record SelectionAnswer(
        [property: Id(0)] PairSums Spearman,
        [property: Id(1)] GroupedValues Hours,
        [property: Id(2)] GroupedValues Days) : ModelAnswer;
}
