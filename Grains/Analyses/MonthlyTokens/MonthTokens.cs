using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The distributions of input and output tokens of a model by UTC month, over requests that have both above 0.</summary>
internal static class MonthTokens
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => Count(columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    /// <summary>The distributions of several models together.</summary>
    public static Answer Merge(IReadOnlyList<Answer> answers) => new(
        GroupedFrequencies.Merge([.. answers.Select(answer => answer.Input)]),
        GroupedFrequencies.Merge([.. answers.Select(answer => answer.Output)]));

    private static Answer Count(SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.InputTokens) || !columns.Has(ColumnId.OutputTokens))
            return new Answer(GroupedFrequencies.None, GroupedFrequencies.None);
        var months = Months.Of(columns);
        var input = columns.Integers(ColumnId.InputTokens);
        var output = columns.Integers(ColumnId.OutputTokens);
        for (var row = 0; row < months.Length; row++)
        {
            if (input[row] <= 0 || output[row] <= 0) months[row] = Missing.Value;
        }

        return new Answer(GroupedFrequencies.Of(months, input), GroupedFrequencies.Of(months, output));
    }

    /// <summary>Asks a model for the tokens of its months.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.months.tokens.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The tokens of a model by month; see <see cref="Months"/>.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.months.tokens.answer")]
    public sealed record Answer([property: Id(0)] GroupedFrequencies Input, [property: Id(1)] GroupedFrequencies Output) : ModelAnswer;
}
