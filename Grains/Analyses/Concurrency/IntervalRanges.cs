using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Visits the starts and ends of several holders of rows together in the order of time, a range of time after another, so that few of them
/// are in memory at once.
/// </summary>
internal static class IntervalRanges
{
    /// <summary>Starts and ends that are usually gathered at once.</summary>
    public const long MostAtOnce = 1 << 22;

    private const int Bins = 1_024;

    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<OutlineQuestion>(
            static (_, columns) => new OutlineAnswer(Outline(columns)),
            static async (_, parts) => new OutlineAnswer(await OutlineAsync(parts))),
        ModelKernel.For<BinsQuestion>(
            static (question, columns) => new BinsAnswer(Count(question, columns)),
            static async (question, parts) => new BinsAnswer(Sum(await parts.AskAsync<BinsAnswer>(question))),
            isKept: false),
        ModelKernel.For<Question>(
            static (question, columns) => Gather(question, columns),
            static async (question, parts) => Merge(await parts.AskAsync<Answer>(question)),
            isKept: false),
    ];

    /// <summary>What must be known before ranges are visited.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    public static async Task<IntervalOutline> OutlineAsync(IModelAnswers models) =>
        (await models.AskAsync<OutlineAnswer>(new OutlineQuestion())).Aggregate(
            IntervalOutline.None, (sum, answer) => sum + answer.Outline);

    /// <summary>Ranges of time, ascending, that have all starts and ends.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="outline">What they said of themselves.</param>
    /// <param name="most">Starts and ends of a range; more where a single tick has more.</param>
    public static async Task<IReadOnlyList<TimeRange>> PartAsync(IModelAnswers models, IntervalOutline outline, long most)
    {
        if (outline.Counts.Intervals == 0) return [];
        var ranges = new List<TimeRange>();
        var all = new TimeRange(outline.First, outline.Last + 1);
        await PartAsync(models, all, 2 * outline.Counts.Intervals, outline.Longest, most, ranges);
        return ranges;
    }

    /// <summary>Visits starts and ends.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="ranges">The ranges, ascending.</param>
    /// <param name="longest">The longest time from a start to its end in ticks.</param>
    /// <param name="instances">The instances whose requests are meant, each by itself; null for all requests together.</param>
    /// <param name="visit">
    /// Gets the place of the instance (0 for all together), starts and ends, each ascending; what comes later is later in time.
    /// </param>
    public static async Task VisitAsync(
        IModelAnswers models, IReadOnlyList<TimeRange> ranges, long longest, string[]? instances, Action<int, long[], long[]> visit)
    {
        foreach (var range in ranges)
        {
            var answers = await models.AskAsync<Answer>(new Question(range, longest, instances));
            await models.MergeAsync(() =>
            {
                for (var group = 0; group < (instances?.Length ?? 1); group++)
                {
                    var starts = Sorted([.. answers.Select(answer => answer.Starts[group])]);
                    visit(group, starts, Sorted([.. answers.Select(answer => answer.Ends[group])]));
                }

                return true;
            });
        }
    }

    private static async Task PartAsync(
        IModelAnswers models, TimeRange range, long events, long longest, long most, List<TimeRange> ranges)
    {
        if (events <= most || range.End - range.From <= 1)
        {
            ranges.Add(range);
            return;
        }

        var question = new BinsQuestion(range, longest, ((range.End - range.From - 1) / Bins) + 1);
        var counts = Sum(await models.AskAsync<BinsAnswer>(question));
        foreach (var (part, held) in Parts(question, counts, most)) await PartAsync(models, part, held, longest, most, ranges);
    }

    // Successive bins as ranges of at most so many starts and ends; a bin that has more is a range by itself, and shorter than all.
    private static IEnumerable<(TimeRange Range, long Events)> Parts(BinsQuestion question, long[] counts, long most)
    {
        var (from, end, events) = (0, 0, 0L);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] == 0) continue;
            if (events > 0 && events + counts[bin] > most)
            {
                yield return (question.Between(from, end), events);
                events = 0;
            }

            if (events == 0) from = bin;
            (end, events) = (bin + 1, events + counts[bin]);
        }

        if (events > 0) yield return (question.Between(from, end), events);
    }

    private static IntervalOutline Outline(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var durations = Intervals.Durations(columns);
        var counts = default(DurationCounts);
        var (first, last, longest) = (long.MaxValue, long.MinValue, 0L);
        for (var row = 0; row < started.Length; row++)
        {
            counts = counts.With(durations[row]);
            if (durations[row] <= 0) continue;
            var end = Intervals.End(started[row], durations[row]);
            (first, last) = (Math.Min(first, started[row]), Math.Max(last, end));
            longest = Math.Max(longest, end - started[row]);
        }

        return new IntervalOutline(counts, first, last, longest);
    }

    private static long[] Count(BinsQuestion question, SegmentColumns columns)
    {
        var counts = new long[Bins];
        var range = question.Range;
        using var near = Near(columns, range, question.Longest);
        var started = near.Integers(ColumnId.Started);
        var durations = Intervals.Durations(near);
        for (var row = 0; row < started.Length; row++)
        {
            if (durations[row] <= 0) continue;
            Add(started[row]);
            Add(Intervals.End(started[row], durations[row]));
        }

        return counts;

        void Add(long tick)
        {
            if (tick >= range.From && tick < range.End) counts[(tick - range.From) / question.Width]++;
        }
    }

    private static Answer Gather(Question question, SegmentColumns columns)
    {
        using var near = Near(columns, question.Range, question.Longest);
        var started = near.Integers(ColumnId.Started);
        var durations = Intervals.Durations(near);
        var groups = question.Instances?.Length ?? 1;
        var groupOf = GroupOf(question.Instances, near);
        var starts = new GatheredValues(near.Rows, near.Scratch);
        var ends = new GatheredValues(near.Rows, near.Scratch);
        for (var row = 0; row < started.Length; row++)
        {
            var group = groupOf.IsEmpty ? 0 : groupOf[row];
            if (durations[row] <= 0 || group < 0) continue;
            var end = Intervals.End(started[row], durations[row]);
            if (started[row] >= question.Range.From && started[row] < question.Range.End) starts.Add(group, started[row]);
            if (end >= question.Range.From && end < question.Range.End) ends.Add(group, end);
        }

        return new Answer(Packed(starts.Sorted(groups)), Packed(ends.Sorted(groups)));

        byte[][] Packed(GroupedRows<long> grouped)
        {
            var packed = new byte[groups][];
            for (var group = 0; group < groups; group++) packed[group] = PackedIntegers.Encode(grouped[group]);
            return packed;
        }
    }

    // Segments are in the order of their chunks and not of time, so only their first and last start tells whether one matters.
    private static SegmentColumns Near(SegmentColumns columns, TimeRange range, long longest) =>
        columns.Near(new TimeRange(Math.Max(0, range.From - longest), range.End));

    // For each row the place of its instance among those that are meant, or below 0; nothing where all rows are meant.
    private static Span<int> GroupOf(string[]? instances, SegmentColumns columns)
    {
        if (instances is null) return default;
        var places = instances.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        var (names, instanceOf) = columns.Texts(ColumnId.Instance);
        var groups = Array.ConvertAll(names, name => places.GetValueOrDefault(name, -1));
        foreach (ref var instance in instanceOf) instance = instance < 0 ? -1 : groups[instance];
        return instanceOf;
    }

    private static Answer Merge(IReadOnlyList<Answer> answers)
    {
        var groups = answers[0].Starts.Length;
        return new Answer(
            [.. Enumerable.Range(0, groups).Select(group => Joined([.. answers.Select(answer => answer.Starts[group])]))],
            [.. Enumerable.Range(0, groups).Select(group => Joined([.. answers.Select(answer => answer.Ends[group])]))]);

        static byte[] Joined(byte[][] packed) => PackedIntegers.Encode(Sorted(packed));
    }

    private static long[] Sum(IReadOnlyList<BinsAnswer> answers)
    {
        var sum = new long[Bins];
        foreach (var answer in answers)
        {
            for (var bin = 0; bin < sum.Length; bin++) sum[bin] += answer.Counts[bin];
        }

        return sum;
    }

    private static long[] Sorted(IReadOnlyList<byte[]> packed)
    {
        var all = new long[packed.Sum(each => PackedIntegers.Count(each))];
        var at = 0;
        foreach (var each in packed)
        {
            var n = PackedIntegers.Count(each);
            PackedIntegers.Decode(each, all.AsSpan(at, n));
            at += n;
        }

        RadixSort.Sort(all);
        return all;
    }

    /// <summary>Asks a model what must be known before its starts and ends are gone through.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.outline.question")]
    public sealed record OutlineQuestion : ModelQuestion;

    /// <summary>What must be known.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.outline.answer")]
    public sealed record OutlineAnswer([property: Id(0)] IntervalOutline Outline) : ModelAnswer;

    /// <summary>Asks a model how many starts and ends lie in each of 1,024 bins of a range.</summary>
    /// <param name="Range">The range.</param>
    /// <param name="Longest">The longest time from a start to its end in ticks.</param>
    /// <param name="Width">The width of a bin in ticks; so wide that the bins cover the range.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.bins.question")]
    public sealed record BinsQuestion(
        [property: Id(0)] TimeRange Range, [property: Id(1)] long Longest, [property: Id(2)] long Width) : ModelQuestion
    {
        /// <summary>The range from a bin to the one before another.</summary>
        internal TimeRange Between(int from, int end) => new(Start(from), Start(end));

        private long Start(int bin) => bin * (Int128)Width >= Range.End - Range.From ? Range.End : Range.From + (bin * Width);
    }

    /// <summary>The starts and ends of each bin.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.bins.answer")]
    public sealed record BinsAnswer([property: Id(0)] long[] Counts) : ModelAnswer;

    /// <summary>
    /// Asks a model for its starts and ends in a range. It is asked once, so questions with equal lists need not be equal.
    /// </summary>
    /// <param name="Range">The range.</param>
    /// <param name="Longest">The longest time from a start to its end in ticks.</param>
    /// <param name="Instances">The instances whose requests are meant; null for all requests together.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.range.question")]
    public sealed record Question(
        [property: Id(0)] TimeRange Range, [property: Id(1)] long Longest, [property: Id(2)] string[]? Instances) : ModelQuestion;

    /// <summary>Starts and ends of each instance, or of all together: ascending, packed.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.range.answer")]
    public sealed record Answer([property: Id(0)] byte[][] Starts, [property: Id(1)] byte[][] Ends) : ModelAnswer;
}
