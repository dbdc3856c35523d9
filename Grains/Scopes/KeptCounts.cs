using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Scopes;

/// <summary>How many rows a model has, and from when to when. Where no filter applies, it stands in the headers of segments.</summary>
internal static class KeptCounts
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => Count(columns), static async (question, parts) => Sum(await parts.AskAsync<Answer>(question)));

    private static Answer Count(SegmentColumns columns)
    {
        var ranges = columns.Ranges.ToList();
        return ranges.Count == 0
            ? new Answer(columns.Rows, Missing.Value, Missing.Value)
            : new Answer(columns.Rows, ranges.Min(range => range.From), ranges.Max(range => range.End) - 1);
    }

    private static Answer Sum(Answer[] parts)
    {
        var started = Array.FindAll(parts, part => part.First != Missing.Value);
        return new Answer(
            parts.Sum(part => part.Rows),
            started.Length == 0 ? Missing.Value : started.Min(part => part.First),
            started.Length == 0 ? Missing.Value : started.Max(part => part.Last));
    }

    /// <summary>Asks a model for its rows.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.counts.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>A model's rows.</summary>
    /// <param name="Rows">How many.</param>
    /// <param name="First">First instant in ticks; missing without rows.</param>
    /// <param name="Last">Last instant in ticks; missing without rows.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.counts.answer")]
    public sealed record Answer([property: Id(0)] long Rows, [property: Id(1)] long First, [property: Id(2)] long Last) : ModelAnswer;
}
