using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Requests and tokens of a model by UTC month.</summary>
internal static class MonthCounts
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => Count(columns), static async (question, parts) => Sum(await parts.AskAsync<Answer>(question)));

    /// <summary>The sum of counts.</summary>
    public static Answer Sum(IReadOnlyList<Answer> answers)
    {
        var sum = new SortedDictionary<long, (long Requests, Int128 Tokens)>();
        foreach (var answer in answers)
        {
            for (var i = 0; i < answer.Months.Length; i++)
            {
                var (requests, tokens) = sum.GetValueOrDefault(answer.Months[i]);
                sum[answer.Months[i]] = (requests + answer.Requests[i], tokens + answer.Tokens[i]);
            }
        }

        return new Answer(
            [.. sum.Keys], [.. sum.Values.Select(month => month.Requests)], [.. sum.Values.Select(month => month.Tokens)]);
    }

    private static Answer Count(SegmentColumns columns)
    {
        var (months, monthOf) = RankedKeys.Of(Months.Of(columns), columns.Scratch);
        var requests = new long[months.Length];
        foreach (var month in monthOf) requests[month]++;
        var tokens = new Int128[months.Length];
        GroupedSums.Add(columns, ColumnId.InputTokens, monthOf, tokens);
        GroupedSums.Add(columns, ColumnId.OutputTokens, monthOf, tokens);
        return new Answer(months, requests, tokens);
    }

    /// <summary>Asks a model for its months.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.months.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The months of a model that have requests.</summary>
    /// <param name="Months">The months, ascending; see <see cref="Columns.Months"/>.</param>
    /// <param name="Requests">The requests of each.</param>
    /// <param name="Tokens">Input and output tokens; missing ones add nothing.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.months.answer")]
    public sealed record Answer([property: Id(0)] long[] Months, [property: Id(1)] long[] Requests, [property: Id(2)] Int128[] Tokens)
        : ModelAnswer;
}
