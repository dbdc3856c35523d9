using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Scopes;

/// <summary>Which of some texts occur in a column.</summary>
internal static class KnownTexts
{
    private const int MostNamed = 2_000;

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Find(question, columns),
        static async (question, parts) => new Answer(
            Sorted((await parts.AskAsync<Answer>(question)).SelectMany(answer => answer.Texts))),
        isKept: false);

    private static Answer Find(Question question, SegmentColumns columns) => new(
        !columns.Has(question.Column) ? []
            : question.Texts is { } texts ? Sorted(columns.Texts(question.Column).Values.Intersect(texts, StringComparer.Ordinal))
            : Sorted(columns.Texts(question.Column).Values.Take(MostNamed)));

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Asks a model which of some texts it has. It is asked once, so questions with equal lists need not be equal.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Texts">The texts; null to ask for texts that there are, some thousands at most.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.texts.question")]
    public sealed record Question([property: Id(0)] ColumnId Column, [property: Id(1)] string[]? Texts) : ModelQuestion;

    /// <summary>Those that it has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.texts.answer")]
    public sealed record Answer([property: Id(0)] string[] Texts) : ModelAnswer;
}
