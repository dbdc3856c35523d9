using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The time that the rows of each part of a split model cover. It stands in the headers of segments, so asking costs nothing.
/// </summary>
internal static class TimeRanges
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (_, columns) => new Answer([.. columns.Ranges]));

    /// <summary>The ranges of each part.</summary>
    public static async Task<TimeRange[][]> AskAsync(ModelParts parts) =>
        Array.ConvertAll(await parts.AskAsync<Answer>(new Question()), static answer => answer.Ranges);

    /// <summary>Asks a part for the time that its rows cover.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model.ranges.question")]
    public sealed record Question : ModelPartQuestion;

    /// <summary>From the first start of each segment to its last.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model.ranges.answer")]
    public sealed record Answer([property: Id(0)] TimeRange[] Ranges) : ModelAnswer;
}
