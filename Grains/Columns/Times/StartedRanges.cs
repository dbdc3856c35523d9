using LlmWorkload.Datasets;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The starts of the requests of several holders of rows together, ascending: a range of time after the other, so that few of them are in
/// memory at once.
/// </summary>
internal static class StartedRanges
{
    /// <summary>How many starts are gathered at once.</summary>
    public const long MostAtOnce = 1 << 21;

    private const int Bins = 1_024;

    /// <summary>Answers each of the questions. The answers are asked for once and are not kept.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<Question>(
            static (question, columns) => columns.StartedIn(question.Range, started => Answer.Of(started, question.AreDistinct)),
            static async (question, parts) =>
            {
                var answers = await parts.AskAsync<Answer>(question);
                return await parts.MergeAsync(() => Answer.Of(Gathered(answers), question.AreDistinct));
            },
            isKept: false),
        ModelKernel.For<BinsQuestion>(
            static (question, columns) => new BinsAnswer(columns.StartedIn(question.Range, started => Count(started, question))),
            static async (question, parts) => new BinsAnswer(Sum(await parts.AskAsync<BinsAnswer>(question))),
            isKept: false),
        TimeRanges.Kernel,
    ];

    /// <summary>Visits the starts of a dataset.</summary>
    /// <param name="models">Its models.</param>
    /// <param name="catalog">Its catalog.</param>
    /// <param name="areDistinct">Whether equal starts of one holder may come once; those of several may come several times.</param>
    /// <param name="visit">Takes starts in UTC ticks, ascending, none before one that it took earlier; never two calls at once.</param>
    public static async Task VisitAsync(
        IModelAnswers models, DatasetCatalog catalog, bool areDistinct, Action<ReadOnlySpan<long>> visit)
    {
        var all = new TimeRange(catalog.First, catalog.Last + 1);
        foreach (var (range, rows) in ByDays(catalog, all))
            await VisitAsync(models, new Question(range, areDistinct), rows, MostAtOnce, visit);
    }

    /// <summary>Visits the starts of a split model, equal ones as often as they are.</summary>
    /// <param name="parts">Its parts.</param>
    /// <param name="visit">As <see cref="VisitAsync(IModelAnswers, DatasetCatalog, bool, Action{ReadOnlySpan{long}})"/> has it.</param>
    public static async Task VisitAsync(ModelParts parts, Action<ReadOnlySpan<long>> visit)
    {
        List<TimeRange> ranges = [.. (await TimeRanges.AskAsync(parts)).SelectMany(each => each)];
        if (ranges.Count == 0) return;
        var all = new TimeRange(ranges.Min(range => range.From), ranges.Max(range => range.End));

        // Nobody knows yet how many there are, so they are counted first.
        await VisitAsync(parts, new Question(all, AreDistinct: false), long.MaxValue, MostAtOnce, visit);
    }

    /// <summary>Visits the starts in a range.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="question">The range, and whether equal starts of one holder may come once.</param>
    /// <param name="rows">The rows in it, or more.</param>
    /// <param name="most">How many starts are gathered at once.</param>
    /// <param name="visit">As <see cref="VisitAsync(IModelAnswers, DatasetCatalog, bool, Action{ReadOnlySpan{long}})"/> has it.</param>
    public static async Task VisitAsync(
        IModelAnswers models, Question question, long rows, long most, Action<ReadOnlySpan<long>> visit)
    {
        var range = question.Range;
        if (rows <= most || range.End - range.From <= 1)
        {
            var answers = await models.AskAsync<Answer>(question);
            await models.MergeAsync(() =>
            {
                visit(Gathered(answers));
                return true;
            });
            return;
        }

        var counting = new BinsQuestion(range, ((range.End - range.From - 1) / Bins) + 1);
        var bins = Sum(await models.AskAsync<BinsAnswer>(counting));
        foreach (var (part, held) in Parts(counting, bins, most))
            await VisitAsync(models, question with { Range = part }, held, most, visit);
    }

    // The catalog knows how many rows each day has, but not how many of them a filter keeps, nor days that an older version stored. The
    // ranges leave no gap: what it does not know makes one longer than wanted, and no more.
    private static IReadOnlyList<(TimeRange Range, long Rows)> ByDays(DatasetCatalog catalog, TimeRange all)
    {
        var days = new SortedDictionary<long, long>();
        foreach (var day in catalog.Files.SelectMany(file => file.Days)) days[day.Day] = days.GetValueOrDefault(day.Day) + day.Rows;
        if (catalog.Scope?.Filter is not null || days.Values.Sum() != catalog.Rows) return [(all, catalog.Rows)];
        var ranges = new List<(TimeRange Range, long Rows)>();
        var (from, held) = (all.From, 0L);
        foreach (var (day, rows) in days)
        {
            var start = day * TimeSpan.TicksPerDay;
            if (held > 0 && held + rows > MostAtOnce && start > from && start < all.End)
            {
                ranges.Add((new TimeRange(from, start), held));
                (from, held) = (start, 0);
            }

            held += rows;
        }

        ranges.Add((new TimeRange(from, all.End), held));
        return ranges;
    }

    // Successive bins as ranges of at most so many rows; a bin that has more is a range by itself. Without the empty bins at its ends, each
    // range is shorter than the one that was parted.
    private static IEnumerable<(TimeRange Range, long Rows)> Parts(BinsQuestion question, long[] bins, long most)
    {
        var (from, end, rows) = (0, 0, 0L);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (bins[bin] == 0) continue;
            if (rows > 0 && rows + bins[bin] > most)
            {
                yield return (question.Between(from, end), rows);
                rows = 0;
            }

            if (rows == 0) from = bin;
            (end, rows) = (bin + 1, rows + bins[bin]);
        }

        if (rows > 0) yield return (question.Between(from, end), rows);
    }

    private static long[] Count(ReadOnlySpan<long> started, BinsQuestion question)
    {
        var counts = new long[Bins];
        foreach (var instant in started) counts[(instant - question.Range.From) / question.Width]++;
        return counts;
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

    private static long[] Gathered(IReadOnlyList<Answer> answers)
    {
        var several = answers.Select(answer => PackedIntegers.Decode(answer.Ascending)).ToList();
        var all = new long[several.Sum(each => each.Length)];
        var at = 0;
        foreach (var each in several)
        {
            each.CopyTo(all, at);
            at += each.Length;
        }

        RadixSort.Sort(all);
        return all;
    }

    /// <summary>Asks a model for its starts in a range.</summary>
    /// <param name="Range">The range.</param>
    /// <param name="AreDistinct">Whether equal starts come once.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.started.ranges.question")]
    public sealed record Question([property: Id(0)] TimeRange Range, [property: Id(1)] bool AreDistinct) : ModelQuestion;

    /// <summary>The starts, ascending, bit-packed.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.started.ranges.answer")]
    public sealed record Answer([property: Id(0)] byte[] Ascending) : ModelAnswer
    {
        /// <summary>Packs starts.</summary>
        /// <param name="started">Starts in any order.</param>
        /// <param name="areDistinct">Whether equal ones come once.</param>
        internal static Answer Of(ReadOnlySpan<long> started, bool areDistinct)
        {
            using var scratch = new Scratch();
            var sorted = scratch.Rent<long>(started.Length);
            started.CopyTo(sorted);
            RadixSort.Sort(sorted);
            if (!areDistinct) return new Answer(PackedIntegers.Encode(sorted));
            var distinct = 0;
            foreach (var instant in sorted)
            {
                if (distinct == 0 || sorted[distinct - 1] != instant) sorted[distinct++] = instant;
            }

            return new Answer(PackedIntegers.Encode(sorted[..distinct]));
        }
    }

    /// <summary>Asks a model how many rows start in each of 1,024 bins of a range.</summary>
    /// <param name="Range">The range.</param>
    /// <param name="Width">The width of a bin in ticks; so wide that the bins cover the range.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.started.bins.question")]
    public sealed record BinsQuestion([property: Id(0)] TimeRange Range, [property: Id(1)] long Width) : ModelQuestion
    {
        /// <summary>The range from a bin to the one before another.</summary>
        internal TimeRange Between(int from, int end) => new(Start(from), Start(end));

        private long Start(int bin) => bin * Width >= Range.End - Range.From ? Range.End : Range.From + (bin * Width);
    }

    /// <summary>The rows of each bin.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.started.bins.answer")]
    public sealed record BinsAnswer([property: Id(0)] long[] Counts) : ModelAnswer;
}
