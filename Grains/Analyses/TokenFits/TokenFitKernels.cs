using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The questions about the laws of token counts that models answer.</summary>
internal static class TokenFitKernels
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> All { get; } = [
        ModelKernel.For<Question>(
            static (question, columns) => Fit(Count(columns), question.Least),
            static async (question, parts) =>
            {
                var counts = await parts.AskAsync<CountsAnswer>(new CountsQuestion());
                return await parts.MergeAsync(() => Fit(Merge(counts), question.Least));
            }),
        ModelKernel.For<CountsQuestion>(
            static (_, columns) => Count(columns),
            static async (question, parts) =>
            {
                var counts = await parts.AskAsync<CountsAnswer>(question);
                return await parts.MergeAsync(() => Merge(counts));
            },
            isKept: false),
    ];

    /// <summary>The counts of several holders of rows together.</summary>
    public static CountsAnswer Merge(IReadOnlyList<CountsAnswer> counts) => new(
        PackedFrequencies.Merge([.. counts.Select(each => each.Input)]), PackedFrequencies.Merge([.. counts.Select(each => each.Output)]));

    /// <summary>The laws of counts.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="least">How many of these a fit needs.</param>
    public static Answer Fit(CountsAnswer counts, int least) => new(
        TokenFit.Of(FrequencyMap.Decode(counts.Input), least), TokenFit.Of(FrequencyMap.Decode(counts.Output), least));

    private static CountsAnswer Count(SegmentColumns columns) => new(
        columns.Of(ColumnId.InputTokens, values => FrequencyMap.Pack(values)),
        columns.Of(ColumnId.OutputTokens, values => FrequencyMap.Pack(values)));

    /// <summary>Asks a model for the laws that fit its tokens.</summary>
    /// <param name="Least">How many counts above 0 a fit needs.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.token-fits.question")]
    public sealed record Question([property: Id(0)] int Least) : ModelQuestion;

    /// <summary>The laws of a model's input and output tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.token-fits.answer")]
    public sealed record Answer([property: Id(0)] TokenFit Input, [property: Id(1)] TokenFit Output) : ModelAnswer;

    /// <summary>Asks a model for the distributions of its tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.token-fits.counts.question")]
    public sealed record CountsQuestion : ModelQuestion;

    /// <summary>The distributions of a model's tokens, each over the rows that have it, 0 included.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.token-fits.counts.answer")]
    public sealed record CountsAnswer([property: Id(0)] PackedFrequencies Input, [property: Id(1)] PackedFrequencies Output) : ModelAnswer;
}
