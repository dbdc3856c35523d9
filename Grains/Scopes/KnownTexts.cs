using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Scopes;

/// <summary>Which of some texts occur in a column.</summary>
internal static class KnownTexts
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Find(question, columns),
        static async (question, parts) => new Answer(
            Sorted((await parts.AskAsync<Answer>(question)).SelectMany(answer => answer.Texts))),
        isKept: false);

    private static Answer Find(Question question, SegmentColumns columns) => new(
        columns.Has(question.Column) ? Sorted(columns.Texts(question.Column).Values.Intersect(question.Texts, StringComparer.Ordinal)) : []);

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Asks a model which of some texts it has. It is asked once, so questions with equal lists need not be equal.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.texts.question")]
    public sealed record Question([property: Id(0)] ColumnId Column, [property: Id(1)] string[] Texts) : ModelQuestion;

    /// <summary>Those that it has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.texts.answer")]
    public sealed record Answer([property: Id(0)] string[] Texts) : ModelAnswer;
}
