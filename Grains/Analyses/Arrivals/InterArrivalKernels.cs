using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The questions about inter-arrival times that models answer, for all users or per user; two analyses ask them.</summary>
internal static class InterArrivalKernels
{
    /// <summary>At most this many lag-1 pairs are drawn.</summary>
    public const int MostPoints = 20_000;

    /// <summary>Bins of each side of the heatmap.</summary>
    public const int Bins = 50;

    /// <summary>
    /// Inter-arrival times below it, in ticks, are counted, and pairs with such a time are left out of the heatmap: one millisecond.
    /// </summary>
    public const long Millisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> All { get; } = [
        ModelKernel.For<StatisticsQuestion>(
            static (question, columns) => Describe(Series(columns, question.PerUser), question.Clock, columns.Scratch),
            static (question, parts) => SplitInterArrivals.DescribeAsync(parts, question.PerUser, question.Clock)),
        ModelKernel.For<CurveQuestion>(
            static (question, columns) => new CurveAnswer(FrequencyMap.Pack(Series(columns, question.PerUser).InterArrivals)),
            static (question, parts) => SplitInterArrivals.CurveAsync(parts, question.PerUser)),
        ModelKernel.For<DrawingQuestion>(
            static (question, columns) => Draw(Series(columns, question.PerUser), question.Clock, columns.Scratch)),
        .. InterArrivalPartKernels.All,
        TimeRanges.Kernel,
    ];

    private static InterArrivalSeries Series(SegmentColumns columns, bool perUser)
    {
        var started = columns.Integers(ColumnId.Started);
        if (!perUser) return InterArrivalTimes.OfAll(started, columns.Scratch);
        var (hashes, users) = columns.Hashes(ColumnId.User);
        return InterArrivalTimes.OfUsers(started, users, hashes.Length, columns.Scratch);
    }

    private static StatisticsAnswer Describe(InterArrivalSeries series, ZoneClock? clock, Scratch scratch)
    {
        var later = ZoneClock.Local(clock, series.Later, scratch);
        var ordered = StableOrder.Of(series.InterArrivals, scratch);
        var pearson = LagCorrelation.Pearson(series.InterArrivals, series.Previous);
        var spearman = LagCorrelation.Spearman(ordered, series.Previous);
        var (hours, byHour) = ByHour(ordered, later, static (_, sorted) => Boxes.OfSorted(sorted, Units.TicksPerSecond));
        var (days, byDate) = ByDate(ordered, later, static (_, sorted) => Boxes.OfSorted(sorted, Units.TicksPerSecond));
        return new StatisticsAnswer(
            Summaries.OfSorted(ordered.Values, Units.TicksPerSecond),
            pearson.Pairs,
            pearson.Coefficient,
            spearman.Coefficient,
            CorrelationTest.TwoSidedP(spearman),
            hours,
            byHour,
            days,
            byDate,
            Ascending.CountBelow(ordered.Values, Millisecond),
            Ascending.CountBelow(ordered.Values, 1));
    }

    private static DrawingAnswer Draw(InterArrivalSeries series, ZoneClock? clock, Scratch scratch)
    {
        var later = ZoneClock.Local(clock, series.Later, scratch);
        var ordered = StableOrder.Of(series.InterArrivals, scratch);
        var ranks = DenseRanks.Of(ordered, scratch);
        var (current, next) = Points(series, scratch);
        return new DrawingAnswer(
            Boxes.OutliersOfSorted(ordered.Values, Units.TicksPerSecond),
            ByHour(ordered, later, static (_, sorted) => Boxes.OutliersOfSorted(sorted, Units.TicksPerSecond)).Made,
            ByDate(ordered, later, static (_, sorted) => Boxes.OutliersOfSorted(sorted, Units.TicksPerSecond)).Made,
            current,
            next,
            PairHistogram.Of(LogMilliseconds(ranks.Distinct, scratch), ranks.Places, series.Previous, Bins, least: 0),
            PairsWithZero(series));
    }

    private static long PairsWithZero(InterArrivalSeries series)
    {
        var pairs = 0L;
        for (var i = 0; i < series.InterArrivals.Length; i++)
        {
            if (series.Previous[i] >= 0 && (series.InterArrivals[i] == 0 || series.InterArrivals[series.Previous[i]] == 0)) pairs++;
        }

        return pairs;
    }

    /// <summary>
    /// The hours of day of the later requests, ascending, and what is made of each hour and the inter-arrival times that end in it.
    /// </summary>
    internal static (int[] Hours, T[] Made) ByHour<T>(StableOrder ordered, ReadOnlySpan<long> later, Func<int, ReadOnlySpan<long>, T> make)
    {
        using var scratch = new Scratch();
        var groups = SortedGroups.Of(ordered, ClockGroups.ByHour(later, scratch), ClockGroups.Hours, scratch);
        return (groups.Filled(), groups.ConvertFilled(make));
    }

    /// <summary>
    /// The dates of the later requests, as days since 0001-01-01, ascending, and what is made of each date and the inter-arrival times that
    /// end on it.
    /// </summary>
    internal static (int[] Days, T[] Made) ByDate<T>(StableOrder ordered, ReadOnlySpan<long> later, Func<int, ReadOnlySpan<long>, T> make)
    {
        using var scratch = new Scratch();
        var groups = SortedGroups.Of(ordered, ClockGroups.ByDate(later, scratch, out var days), days.Length, scratch);
        return (days, groups.ConvertFilled((group, values) => make(days[group], values)));
    }

    private static (double[] Current, double[] Next) Points(InterArrivalSeries series, Scratch scratch)
    {
        var laters = scratch.Rent<int>(series.InterArrivals.Length);
        var pairs = 0;
        for (var i = 0; i < laters.Length; i++)
        {
            if (series.Previous[i] >= 0) laters[pairs++] = i;
        }

        var chosen = EvenChoice.Of(pairs, MostPoints);
        var (current, next) = (new double[chosen.Length], new double[chosen.Length]);
        for (var i = 0; i < chosen.Length; i++)
        {
            var later = laters[chosen[i]];
            current[i] = Units.Scale(series.InterArrivals[series.Previous[later]], Units.TicksPerSecond);
            next[i] = Units.Scale(series.InterArrivals[later], Units.TicksPerSecond);
        }

        return (current, next);
    }

    private static Span<double> LogMilliseconds(ReadOnlySpan<long> interArrivals, Scratch scratch)
    {
        var logs = scratch.Rent<double>(interArrivals.Length);
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log10((double)interArrivals[i] / Millisecond);
        return logs;
    }

    /// <summary>Asks a model for the statistics of its inter-arrival times.</summary>
    /// <param name="PerUser">Whether only requests of one user follow one another.</param>
    /// <param name="Clock">The clock of hours and dates; null for UTC.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.statistics.question")]
    public sealed record StatisticsQuestion([property: Id(0)] bool PerUser, [property: Id(1)] ZoneClock? Clock = null) : ModelQuestion;

    /// <summary>The statistics of a model's inter-arrival times, in seconds.</summary>
    /// <param name="Seconds">Statistics of all inter-arrival times.</param>
    /// <param name="Pairs">Number of lag-1 pairs.</param>
    /// <param name="Pearson">Of the pairs; null where it is not defined.</param>
    /// <param name="Spearman">Of the pairs; null where it is not defined.</param>
    /// <param name="SpearmanP">Its two-sided p-value; null where it is not defined.</param>
    /// <param name="Hours">The hours of day in which later requests fall, ascending.</param>
    /// <param name="ByHour">A box for each.</param>
    /// <param name="Days">The dates on which later requests fall, as days since 0001-01-01, ascending.</param>
    /// <param name="ByDate">A box for each.</param>
    /// <param name="BelowMillisecond">How many inter-arrival times are below one millisecond.</param>
    /// <param name="Zeros">How many of these are 0.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.statistics.answer")]
    public sealed record StatisticsAnswer(
        [property: Id(0)] Statistics Seconds,
        [property: Id(1)] long Pairs,
        [property: Id(2)] double? Pearson,
        [property: Id(3)] double? Spearman,
        [property: Id(4)] double? SpearmanP,
        [property: Id(5)] int[] Hours,
        [property: Id(6)] BoxStatistics[] ByHour,
        [property: Id(7)] int[] Days,
        [property: Id(8)] BoxStatistics[] ByDate,
        [property: Id(9)] long BelowMillisecond,
        [property: Id(10)] long Zeros) : ModelAnswer;

    /// <summary>Asks a model for the whole distribution of its inter-arrival times.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.curve.question")]
    public sealed record CurveQuestion([property: Id(0)] bool PerUser) : ModelQuestion;

    /// <summary>The distribution of a model's inter-arrival times, in ticks.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.curve.answer")]
    public sealed record CurveAnswer([property: Id(0)] PackedFrequencies Ticks) : ModelAnswer;

    /// <summary>Asks a model for what its figures draw beside statistics and curve.</summary>
    /// <param name="PerUser">Whether only requests of one user follow one another.</param>
    /// <param name="Clock">The clock of hours and dates; null for UTC.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.drawing.question")]
    public sealed record DrawingQuestion([property: Id(0)] bool PerUser, [property: Id(1)] ZoneClock? Clock = null) : ModelQuestion;

    /// <summary>The points and cells of a model's figures; inter-arrival times in seconds.</summary>
    /// <param name="Outliers">Some of the inter-arrival times beyond the whiskers of the box of all of them.</param>
    /// <param name="OutliersByHour">The same for each box by hour.</param>
    /// <param name="OutliersByDate">The same for each box by date.</param>
    /// <param name="Current">The earlier inter-arrival time of the pairs that are drawn, in the order of their last requests.</param>
    /// <param name="Next">The later inter-arrival time of each pair.</param>
    /// <param name="Heatmap">
    /// The pairs whose inter-arrival times are both at least one millisecond, in bins of log10 of milliseconds; x is the earlier time. Null
    /// where there are none.
    /// </param>
    /// <param name="PairsWithZero">How many of all pairs have an inter-arrival time of 0.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrivals.drawing.answer")]
    public sealed record DrawingAnswer(
        [property: Id(0)] double[] Outliers,
        [property: Id(1)] double[][] OutliersByHour,
        [property: Id(2)] double[][] OutliersByDate,
        [property: Id(3)] double[] Current,
        [property: Id(4)] double[] Next,
        [property: Id(5)] PairHistogram? Heatmap,
        [property: Id(6)] long PairsWithZero) : ModelAnswer;
}
