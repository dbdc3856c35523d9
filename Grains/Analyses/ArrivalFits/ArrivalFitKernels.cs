using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The questions about the laws of inter-arrival times that models answer.</summary>
internal static class ArrivalFitKernels
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> All { get; } = [
        ModelKernel.For<Question>(
            static (question, columns) => new Answer(ArrivalFit.Of(Count(columns), question.Least)),
            static async (question, parts) =>
            {
                var counts = await CountAsync(parts);
                return await parts.MergeAsync(() => new Answer(ArrivalFit.Of(counts, question.Least)));
            }),
        ModelKernel.For<CurveQuestion>(
            static (_, columns) => new CurveAnswer(Count(columns).Ticks().Encode()),
            static async (_, parts) =>
            {
                var counts = await CountAsync(parts);
                return await parts.MergeAsync(() => new CurveAnswer(counts.Ticks().Encode()));
            },
            isKept: false),
        .. StartedRanges.Kernels,
    ];

    private static DifferenceCounts Count(SegmentColumns columns)
    {
        var counts = new DifferenceCounts();
        var started = columns.Integers(ColumnId.Started);
        RadixSort.Sort(started);
        counts.Add(started);
        return counts;
    }

    private static async Task<DifferenceCounts> CountAsync(ModelParts parts)
    {
        var counts = new DifferenceCounts();
        await StartedRanges.VisitAsync(parts, counts.Add);
        return counts;
    }

    /// <summary>Asks a model for the laws that fit its inter-arrival times.</summary>
    /// <param name="Least">How many of these a fit needs.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.arrival-fits.question")]
    public sealed record Question([property: Id(0)] int Least) : ModelQuestion;

    /// <summary>The laws of a model.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrival-fits.answer")]
    public sealed record Answer([property: Id(0)] ArrivalFit Fit) : ModelAnswer;

    /// <summary>Asks a model for the distribution of its inter-arrival times.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrival-fits.curve.question")]
    public sealed record CurveQuestion : ModelQuestion;

    /// <summary>The distribution, in ticks, each time at least a millisecond.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.arrival-fits.curve.answer")]
    public sealed record CurveAnswer([property: Id(0)] PackedFrequencies Ticks) : ModelAnswer;
}
