using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>How many requests of a model are in progress at a time.</summary>
internal static class ModelLevels
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<Question>(
            static (_, columns) =>
            {
                var sweep = new LevelSweep();
                return new Answer(LevelNumbers.Of(Sweep(columns, sweep), sweep.End()));
            },
            static async (_, parts) =>
            {
                var sweep = new LevelSweep();
                return new Answer(LevelNumbers.Of(await SweepAsync(parts, sweep), sweep.End()));
            }),
        ModelKernel.For<SeriesQuestion>(
            static (_, columns) =>
            {
                var minutes = new MinuteTally();
                var sweep = new LevelSweep(minutes);
                Sweep(columns, sweep);
                return new SeriesAnswer(sweep.End(), minutes.End());
            },
            static async (_, parts) =>
            {
                var minutes = new MinuteTally();
                var sweep = new LevelSweep(minutes);
                await SweepAsync(parts, sweep);
                return new SeriesAnswer(sweep.End(), minutes.End());
            },
            isKept: false),
    ];

    private static DurationCounts Sweep(SegmentColumns columns, LevelSweep sweep)
    {
        var starts = columns.Integers(ColumnId.Started);
        var ends = Intervals.Durations(columns);
        var counts = default(DurationCounts);
        var n = 0;
        for (var row = 0; row < starts.Length; row++)
        {
            var duration = ends[row];
            counts = counts.With(duration);
            if (duration <= 0) continue;
            (starts[n], ends[n]) = (starts[row], Intervals.End(starts[row], duration));
            n++;
        }

        RadixSort.Sort(starts[..n]);
        RadixSort.Sort(ends[..n]);
        sweep.Add(starts[..n], ends[..n]);
        return counts;
    }

    private static async Task<DurationCounts> SweepAsync(ModelParts parts, LevelSweep sweep)
    {
        var outline = await IntervalRanges.OutlineAsync(parts);
        var ranges = await IntervalRanges.PartAsync(parts, outline, IntervalRanges.MostAtOnce);
        await IntervalRanges.VisitAsync(parts, ranges, outline.Longest, null, (_, starts, ends) => sweep.Add(starts, ends));
        return outline.Counts;
    }

    /// <summary>Asks a model how many of its requests are in progress at a time.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.model.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>How many are in progress.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.model.answer")]
    public sealed record Answer([property: Id(0)] LevelNumbers Numbers) : ModelAnswer;

    /// <summary>Asks a model how long each level holds, and for its minutes.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.model.series.question")]
    public sealed record SeriesQuestion : ModelQuestion;

    /// <summary>How long each level holds, and the minutes.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.model.series.answer")]
    public sealed record SeriesAnswer([property: Id(0)] SweptLevels Levels, [property: Id(1)] MinuteLevels Minutes) : ModelAnswer;
}
