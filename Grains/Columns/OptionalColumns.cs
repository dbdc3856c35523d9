using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>The sums of the columns that only some logs have.</summary>
internal static class OptionalColumns
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (_, columns) => new Answer(SumsOf(columns)));

    /// <summary>The sums over rows. Columns that no row has are not decoded.</summary>
    public static OptionalSums SumsOf(SegmentColumns columns)
    {
        var cached = Optional(columns, ColumnId.CachedTokens);
        return OptionalSums.Of(
            Optional(columns, ColumnId.Failed), cached, cached.IsEmpty ? [] : columns.Integers(ColumnId.InputTokens),
            Optional(columns, ColumnId.Cost));
    }

    /// <summary>The sums over all parts of a split model.</summary>
    public static async Task<OptionalSums> SumsAsync(ModelParts parts)
    {
        var answers = await parts.AskAsync<Answer>(new Question());
        return answers.Aggregate(OptionalSums.None, (sum, answer) => sum + answer.Sums);
    }

    private static ReadOnlySpan<long> Optional(SegmentColumns columns, ColumnId id) => columns.Has(id) ? columns.Integers(id) : [];

    /// <summary>Asks a part for its sums.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.optional.question")]
    public sealed record Question : ModelPartQuestion;

    /// <summary>A part's sums.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.optional.answer")]
    public sealed record Answer([property: Id(0)] OptionalSums Sums) : ModelAnswer;
}
