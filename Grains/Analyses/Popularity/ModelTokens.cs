using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>How many tokens a model has.</summary>
internal static class ModelTokens
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => new Answer(
            columns.Of(ColumnId.InputTokens, ExactSums.Total) + columns.Of(ColumnId.OutputTokens, ExactSums.Total)),
        static async (question, parts) =>
            new Answer((await parts.AskAsync<Answer>(question)).Aggregate((Int128)0, (sum, part) => sum + part.Tokens)));

    /// <summary>Asks a model for its tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.popularity.tokens.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>A model's tokens.</summary>
    /// <param name="Tokens">Input and output tokens of all requests; missing ones add nothing.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.popularity.tokens.answer")]
    public sealed record Answer([property: Id(0)] Int128 Tokens) : ModelAnswer;
}
